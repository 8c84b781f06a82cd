import * as fc from 'fast-check';

/** Properties are tried on the same cases in every run of the gate; another seed tries others. */
fc.configureGlobal({ seed: Number(process.env.LECTERN_SEED ?? 20201112) });

import { Fragment } from 'react';
import { Link } from 'wouter';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { personPath } from '../workspace/routes.ts';
import styles from './Program.module.css';

type Named = { readonly personId: string; readonly name: string };

type Pointed = {
  /** Inside of something that has a focus of its own: then only the pointer comes to it. */
  readonly pointed?: boolean;
};

/** A person's name, which leads to their page. */
export function PersonLink({ personId, name, pointed }: Named & Pointed) {
  const workshop = useWorkshop();
  return (
    <Link href={personPath(workshop, personId)} className={styles.person ?? ''} tabIndex={pointed ? -1 : 0}>
      {name}
    </Link>
  );
}

/** Names in a line, each leading to its page; with their affiliations where given, said once. */
export function PersonLine({
  people,
  pointed = false,
}: Pointed & {
  readonly people: readonly (Named & { readonly affiliations?: readonly string[] })[];
}) {
  const places = [...new Set(people.flatMap(({ affiliations = [] }) => affiliations))].join(', ');
  return (
    <>
      {people.map(({ personId, name }, i) => (
        <Fragment key={personId}>
          {i > 0 ? ', ' : null}
          <PersonLink personId={personId} name={name} pointed={pointed} />
        </Fragment>
      ))}
      {places === '' ? null : ` · ${places}`}
    </>
  );
}

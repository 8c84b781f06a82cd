/** Why a hub cannot start, as one plain sentence for who starts it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

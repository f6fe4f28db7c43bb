/** A value that changes, for whichever framework wants to hear of it. */
export interface Store<T> {
  /** The same object until something changes. */
  get(): T;
  /** What a server renders, and the page as long as it takes over from there. */
  readonly rendered: T;
  /** Works only while somebody listens. Returns what ends it. */
  listen(changed: () => void): () => void;
}

/** A value that changes, for whichever framework wants to hear of it. */
export interface Store<T> {
  /** The same object until something changes. */
  get(): T;
  /** Works only while somebody listens. Returns what ends it. */
  listen(changed: () => void): () => void;
}

export interface SurroundingsListener {
  online(): void;
  offline(): void;
  /** Somebody looks at the page again, or it came out of the cache of the back button. */
  visible(): void;
}

/** What a program is told of its network and of whether anybody looks at it. */
export interface Surroundings {
  /** Returns what ends it. */
  listen(listener: SurroundingsListener): () => void;
}

/** Browsers tell, and workers a part; elsewhere nothing comes. */
export const browserSurroundings: Surroundings = {
  listen(listener) {
    if (typeof globalThis.addEventListener !== 'function') return () => {};
    const ended = new AbortController();
    const on = (target: EventTarget, event: string, task: () => void) =>
      target.addEventListener(event, task, { signal: ended.signal });
    on(globalThis, 'online', () => listener.online());
    on(globalThis, 'offline', () => listener.offline());
    if (typeof document !== 'undefined') {
      on(globalThis, 'pageshow', () => listener.visible());
      on(document, 'resume', () => listener.visible());
      on(document, 'visibilitychange', () => {
        if (document.visibilityState === 'visible') listener.visible();
      });
    }
    return () => ended.abort();
  },
};

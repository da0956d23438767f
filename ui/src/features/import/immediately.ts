/**
 * `setImmediate`, which the unpacker of documents yields with after every 16 KB. Without it the unpacker takes timers,
 * and a browser makes each of them wait 4 ms: half a minute for a document with sixty photos.
 */
const waiting: (() => void)[] = [];
const { port1, port2 } = new MessageChannel();
port1.onmessage = () => waiting.shift()?.();

Object.assign(globalThis, {
  setImmediate: <A extends unknown[]>(run: (...args: A) => void, ...args: A): void => {
    waiting.push(() => run(...args));
    port2.postMessage(null);
  },
});

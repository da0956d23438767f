/** The time, for words such as «щойно» and «за 5 хв»; reactive, moves every quarter of a minute. */
let ticks = $state(0);

setInterval(() => ticks++, 15_000);

export function now(): Date {
  // Read so that what is drawn from it is drawn again with every tick.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- a new moment each time, never changed
  return ticks >= 0 ? new Date() : new Date(0);
}

// The map of the public pages.
export {};

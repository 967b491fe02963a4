// The file of a trial run stays in this window, so that it can be applied without being chosen again. It never leaves memory.
const files = new Map();

export const keepFile = (id, file) => { files.clear(); files.set(id, file); };
export const fileOf = (id) => files.get(id);

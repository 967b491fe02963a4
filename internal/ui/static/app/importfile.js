// The file of a trial run and its options stay in this window, so that it can be applied without choosing them again. They never leave memory.
const kept = new Map();

export const keepFile = (id, file, options) => { kept.clear(); kept.set(id, { file, options }); };
export const keptFor = (id) => kept.get(id) || {};

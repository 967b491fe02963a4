// One place that knows the vendored libraries; every other file imports from here.
import { h, render, Fragment } from '../vendor/preact.js';
import htm from '../vendor/htm.js';

export { useState, useEffect, useMemo, useRef, useCallback, useLayoutEffect, useErrorBoundary, useId } from '../vendor/hooks.js';
export { h, render, Fragment };
export const html = htm.bind(h);

// The only file that speaks to the server. Every failure becomes a Problem (RFC 9457) with a sentence that can be shown.
import { lang, t } from './i18n.js';

const base = '/api/v1';

export class Problem extends Error {
  constructor(status, body, requestId) {
    super(body.detail || body.title || t('操作没有完成。', 'This could not be done.'));
    this.status = status;
    this.body = body;
    this.code = body.code || '';
    this.errors = body.errors || [];
    this.requestId = body.requestId || requestId || '';
  }
}

// These are set by session.js: what to do when the server no longer knows us, or wants a new password first; and who has taken the session of this browser.
export const react = { whenSignedOut() {}, whenPasswordDue() {}, whoElse: () => '' };

const notOurs = (name) => new Problem(0, { code: 'session.other', detail: t(`没有提交：此浏览器已在另一个窗口改以 ${name} 登录；已填写的内容仍在。`,
  `Not sent: this browser is signed in as ${name} in another window. What you typed is still here.`) });

const noAnswer = () => new Problem(0, { code: 'network', detail: t('连接不上服务器，请检查网络后重试；已填写的内容仍在。',
  'The server cannot be reached. Check the network and try again; what you typed is still here.') });

// randomId also works on plain http within the office network, where crypto.randomUUID does not exist.
export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  return [...b].map((x, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + x.toString(16).padStart(2, '0')).join('');
}

// keys holds the Idempotency-Key of every POST without a definite answer: the same request sent again takes the same key, so a lost answer never doubles
// its effect; another body is another request.
const keys = new Map();

const fingerprint = (path, body) => {
  if (!(body instanceof FormData)) return path + '\n' + JSON.stringify(body ?? null);
  return path + '\n' + [...body].map(([k, v]) => k + '=' + (v instanceof File ? [v.name, v.size, v.lastModified].join('/') : v)).join('&');
};

export function url(path, query) {
  const q = new URLSearchParams();
  for (const [name, value] of Object.entries(query || {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') q.append(name, one);
    }
  }
  const text = q.toString();
  return base + path + (text ? '?' + text : '');
}

function headersOf(method, body, options) {
  const headers = { Accept: 'application/json', 'Accept-Language': lang === 'en' ? 'en' : 'zh-CN' };
  if (method !== 'GET') headers['X-Requested-With'] = 'zhaoyin';
  if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  return headers;
}

async function parsed(response) {
  const type = response.headers.get('Content-Type') || '';
  if (response.status === 204 || !type.includes('json')) return undefined;
  return response.json();
}

// request sends one call and answers { data, status, location }. options: query, version (If-Match), signal.
export async function request(method, path, body, options = {}) {
  const other = method !== 'GET' && react.whoElse();
  if (other) throw notOurs(other);
  const headers = headersOf(method, body, options);
  const print = method === 'POST' ? fingerprint(path + JSON.stringify(options.query || {}), body) : '';
  if (print) {
    if (!keys.has(print)) keys.set(print, randomId());
    headers['Idempotency-Key'] = keys.get(print);
  }
  let response, data;
  try {
    response = await fetch(url(path, options.query), {
      // Answers differ by who asks, and a browser's cache does not look at cookies: nothing of the API is kept there.
      method, headers, credentials: 'same-origin', cache: 'no-store', signal: options.signal,
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
    });
    data = await parsed(response);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw noAnswer();
  }
  if (response.status < 500 && data?.code !== 'idempotency.inProgress') keys.delete(print);
  if (response.ok) return { data, status: response.status, location: response.headers.get('Location') };
  throw failed(response, data || {});
}

function failed(response, body) {
  const problem = new Problem(response.status, body, response.headers.get('X-Request-Id'));
  if (problem.status === 401 && !['account.credentials', 'account.paused'].includes(problem.code)) react.whenSignedOut();
  if (problem.code === 'account.passwordExpired') react.whenPasswordDue();
  return problem;
}

export const get = async (path, query, signal) => (await request('GET', path, undefined, { query, signal })).data;
export const post = async (path, body, options) => (await request('POST', path, body, options)).data;
export const put = async (path, body, options) => (await request('PUT', path, body, options)).data;
export const patch = async (path, body, version) => (await request('PATCH', path, body, { version })).data;
export const del = async (path, version) => (await request('DELETE', path, undefined, { version })).data;

// all reads every page of a list that is known to be short.
export async function all(path, query = {}) {
  const items = [];
  let after = '';
  do {
    const page = await get(path, { ...query, limit: 200, after });
    items.push(...page.items);
    after = page.next;
  } while (after && items.length < 2000);
  return items;
}

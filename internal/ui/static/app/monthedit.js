// Filling in a month. It is saved by itself: at once in this browser, and a moment after the typing stops as a draft on the server.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { get, post, put } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { may } from './may.js';
import { exactYi, instant, month as monthName, wanText } from './format.js';
import { choices, named, shortWord } from './vocabulary.js';
import { Confirm, Conflict, Fault } from './parts.js';
import { AreaField, CheckField, Field, NumberField, SelectField, asNumber, homeless, optionsOf } from './fields.js';
import { Problems, filled } from './monthproblems.js';

const saveAfter = 1500;
const shownPointers = ['progress', 'investedThisMonthWan', 'investedTotalWan', 'fundsArrivedWan', 'nextPlan', 'light', 'lightReason', 'noChange', 'correctionReason', 'confirmed', 'problems'].map((n) => '/' + n);

// formOf is the status as the form holds it, with the version that it was read from.
const formOf = (s) => ({
  version: s.version || 0, noChange: s.noChange, progress: s.progress, nextPlan: s.nextPlan, problems: s.problems || [], confirmed: s.confirmed,
  investedThisMonthWan: s.version ? s.investedThisMonthWan : '', investedTotalWan: s.previous ? '' : s.investedTotalWan || '', fundsArrivedWan: s.fundsArrivedWan || '',
  correctionReason: s.correctionReason, light: s.lightChosen || s.light !== s.lightByRule ? s.light : '', lightReason: s.lightReason,
});

// draftOf is what is sent: it replaces the whole draft.
function draftOf(value, status) {
  const out = { noChange: value.noChange, progress: value.progress, nextPlan: value.nextPlan, problems: filled(value.problems), confirmed: value.confirmed, correctionReason: value.correctionReason, lightReason: value.lightReason };
  const month = asNumber(value.investedThisMonthWan), total = asNumber(value.investedTotalWan);
  if (!value.noChange && month !== null) out.investedThisMonthWan = month;
  if (!status.previous && total !== null) out.investedTotalWan = total;
  out.fundsArrivedWan = asNumber(value.fundsArrivedWan) ?? 0;
  if (value.light) out.light = value.light;
  return out;
}

// useSaving keeps the server's draft in step with the form.
function useSaving(project, status, value, setValue, draft) {
  const path = `/projects/${project.id}/months/${status.month}`;
  const [state, set] = useState({ said: '', problem: null, saved: status, other: draft.restored && value.version !== (status.version || 0) ? status : null });
  const latest = useRef(value), clean = useRef(JSON.stringify(draftOf(formOf(status), status))), chain = useRef(Promise.resolve());
  latest.current = value;
  const flush = () => {
    chain.current = chain.current.catch(() => {}).then(async () => {
      const sent = draftOf(latest.current, status), text = JSON.stringify(sent);
      if (text === clean.current) return latest.current.version;
      set((s) => ({ ...s, said: t('正在保存…', 'Saving…') }));
      try {
        const saved = await put(path, sent, { version: latest.current.version });
        clean.current = text;
        const next = { ...latest.current, version: saved.version };
        latest.current = next;
        if (JSON.stringify(draftOf(next, status)) === text) draft.forget(next);
        else setValue(next);
        set({ said: t(`草稿已保存 ${instant(saved.updatedAt).slice(11)}`, `Draft saved ${instant(saved.updatedAt).slice(11)}`), problem: null, saved, other: null });
        return saved.version;
      } catch (problem) {
        const other = problem.status === 412 ? await get(path).catch(() => null) : null;
        set((s) => ({ ...s, said: t('草稿尚未存到服务器，内容保存在本机', 'Not on the server yet; kept in this browser'), problem, other }));
        throw problem;
      }
    });
    return chain.current;
  };
  useEffect(() => {
    if (state.other || JSON.stringify(draftOf(value, status)) === clean.current) return undefined;
    const timer = setTimeout(() => flush().catch(() => {}), saveAfter);
    return () => clearTimeout(timer);
  }, [value, state.other]);
  const meet = async () => set({ ...state, said: '', problem: null, other: await get(path) });
  const resolve = (next) => { setValue(next); set((s) => ({ ...s, problem: null, other: null })); };
  return { ...state, flush, meet, resolve };
}

const Theirs = ({ other, value, onResolve }) => html`<${Conflict}>
  <p><b>${t(`${other.updatedBy || '其他人'} 于 ${instant(other.updatedAt)} 保存了另一个版本。您填写的内容仍在。`,
    `${other.updatedBy || 'Somebody else'} saved another version at ${instant(other.updatedAt)}. What you typed is still here.`)}</b>
    </p>
  <dl class="facts wide"><div><dt>${t('对方的进展', 'Their progress')}</dt><dd>${other.progress || '—'}</dd></div><div>
    <dt>${t('对方的本月完成', 'Their month')}</dt><dd>${other.investedThisMonthWan} ${t('万元', '¥10k')}</dd></div>
    <div><dt>${t('对方的下月计划', 'Their plan')}</dt><dd>${other.nextPlan || '—'}</dd></div></dl>
  <p class="actions"><button type="button" class="primary" onClick=${() => onResolve({ ...value, version: other.version || 0 })}>${t('保留我填写的', 'Keep mine')}</button>
  <button type="button" class="plain" onClick=${() => onResolve(formOf(other))}>${t('采用对方的', 'Take theirs')}</button></p><//>`;

function Investment({ form, status, value }) {
  const last = status.previous, month = value.noChange ? 0 : asNumber(value.investedThisMonthWan) ?? 0;
  const total = last && typeof month === 'number' ? last.investedTotalWan + month : null;
  const unit = t('万元', '¥10k');
  return html`<fieldset><legend>${t('投资', 'Investment')}</legend><div class="grid">
    <${NumberField} form=${{ ...form, locked: form.locked || value.noChange }} name="investedThisMonthWan" label=${t('本月完成投资', 'Invested this month')}
      unit=${unit} money required=${!value.noChange}
      hint=${last ? t(`上次（${monthName(last.month)}）${last.investedThisMonthWan} 万元`, `last (${last.month}): ${wanText(last.investedThisMonthWan)}`) : ''} />
    ${last ? html`<${Field} label=${t('累计完成投资', 'Invested in total')}
      hint=${t(`上次累计 ${last.investedTotalWan} + 本月 = `, `last total ${last.investedTotalWan} + this month = `) + (total === null ? '—' : `${total}（${exactYi(total)} ${t('亿元', '¥100m')}）`)}
        complaints=${(form.problem?.errors || []).filter((e) => e.pointer === '/investedTotalWan').map((e) => e.detail)}>
          <output class="computed num">${total ?? '—'} ${unit}</output><//>`
      : html`<${NumberField} form=${form} name="investedTotalWan" label=${t('累计完成投资', 'Invested in total')} unit=${unit} money
        hint=${t('首次填报：含以前年度已完成的投资', 'first report: with what was invested before')} />`}
    <${NumberField} form=${form} name="fundsArrivedWan" label=${t('本月到位资金', 'Funds arrived')} unit=${unit} money />
    ${typeof month === 'number' && month < 0 && html`<${AreaField} form=${form} name="correctionReason"
      label=${t('更正以前月份的原因', 'Why earlier months are corrected')} rows=${2} max="500" required />`}
    ${(value.confirmed || (form.problem?.errors || []).some((e) => ['month.slip', 'month.ceiling'].includes(e.code))) && html`<${CheckField} form=${form}
      name="confirmed" label=${t('已核对，金额单位为万元', 'Checked: the amounts are in ¥10k')} />`}
  </div></fieldset>`;
}

function Light({ form, saved, value }) {
  return html`<fieldset><legend>${t('红黄绿灯', 'Light')}</legend><div class="grid">
    <${SelectField} form=${form} name="light" label=${t('本月亮灯', 'Light of the month')}
      empty=${t(`按规则：${shortWord('light', saved.lightByRule)}`, `by rule: ${shortWord('light', saved.lightByRule)}`)}
      options=${optionsOf(choices('light'), named)} hint=${saved.lightDetail} />
    ${value.light && (value.light !== saved.lightByRule || (form.problem?.errors || []).some((e) => e.pointer === '/lightReason')) && html`<${AreaField} form=${form} name="lightReason"
      label=${t('与规则不同的理由', 'Why it differs from the rule')} rows=${2} max="500" required />`}</div>
      </fieldset>`;
}

export function MonthEdit({ project, status, onSubmitted }) {
  const [value, set, draft] = useDraft(`month.${project.id}.${status.month}`, formOf(status));
  const saving = useSaving(project, status, value, set, draft);
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const problem = act.problem || saving.problem;
  const form = { value, set: (next) => { act.clear(); set(next); }, problem, remarks: status.remarks, locked: Boolean(saving.other) };
  // What is refused here is told in the form, at its field: the question has done its part.
  const submit = () => act.run(async () => {
    const version = await saving.flush();
    try {
      const done = await post(`/projects/${project.id}/months/${status.month}/submission`, { noChange: value.noChange }, { version });
      draft.forget();
      onSubmitted(done);
    } catch (problem) {
      if (problem.status === 412) await saving.meet();
      throw problem;
    }
  });
  return html`<form onSubmit=${(e) => { e.preventDefault(); act.run(saving.flush); }} novalidate>
    ${saving.other && html`<${Theirs} other=${saving.other} value=${value} onResolve=${saving.resolve} />`}
    <fieldset><legend>${t('进展', 'Progress')}</legend><div class="grid">
      <${CheckField} form=${form} name="noChange" label=${t('本月无变化', 'No change this month')}
        hint=${t('确认本月没有进展和投资；将按规则亮灯', 'says deliberately that nothing happened and nothing was invested')} />
      <${AreaField} form=${form} name="progress" label=${t('本月进展', 'Progress of the month')} required=${!value.noChange} rows=${4} max="2000" />
      <${AreaField} form=${form} name="nextPlan" label=${t('下月计划', "Next month's plan")} required=${!value.noChange} rows=${3} max="2000"
        hint=${status.previous?.nextPlan ? t('上次计划：', 'Last plan: ') + status.previous.nextPlan : ''} />
    </div></fieldset>
    <${Investment} form=${form} status=${status} value=${value} />
    <${Problems} form=${form} />
    <${Light} form=${form} saved=${saving.saved} value=${value} />
    ${!saving.other && html`<${Fault} problem=${problem} quiet=${!act.problem} others=${homeless(problem, shownPointers)} />`}
    <div class="form-end sticky"><span class="small" role="status">${saving.said || (draft.restored ? t('已恢复上次未保存的内容', 'Restored what was typed before') : '')}</span>
      <button class="plain" disabled=${act.busy || saving.other}>${t('保存草稿', 'Save the draft')}</button>
      ${may('month.submit') ? html`<button type="button" class="primary" disabled=${act.busy || saving.other}
        onClick=${() => act.run(saving.flush).then((ok) => ok && setAsking(true))}>${t('提交', 'Submit')}</button>`
        : html`<span class="small dim">${t('填好后由县级审核人提交。', 'The county lead submits it.')}</span>`}</div>
    ${asking && html`<${Confirm} title=${t('提交', 'Submit') + ' ' + monthName(status.month)} action=${t('提交', 'Submit')}
      text=${t('提交后不能修改，除非市投资促进中心退回。', 'It can no longer be changed unless the secretariat returns it.')}
      onConfirm=${submit} onClose=${() => setAsking(false)} />`}
  </form>`;
}

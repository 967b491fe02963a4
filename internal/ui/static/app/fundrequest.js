// One fund request: where it stands, its due diligence for those who may read it, the agreement and what was paid.
import { html } from './view.js';
import { t } from './i18n.js';
import { reasonField } from './entries.js';
import { all, get, request, url } from './api.js';
import { useAct, useLoad } from './load.js';
import { may } from './may.js';
import { instant } from './format.js';
import { region, word } from './vocabulary.js';
import { refresh } from './waiting.js';
import { Acts } from './acts.js';
import { diligenceActs, fundActs } from './fundacts.js';
import { Due, FactList, Lines, ProjectLink, money } from './sheet.js';
import { Table } from './listing.js';
import { Fault, Loaded, Page, Panel, State, Tag } from './parts.js';

const resultKind = { pass: 'good', conditional: 'warn', fail: 'bad' };
const severityKind = { low: '', medium: 'warn', high: 'bad' };

const facts = (r) => [
  [t('申请金额', 'Amount'), money(r.amountWan)], [t('基金', 'Fund'), r.fundId && html`<a href=${'/fund/funds/' + r.fundId}>${r.fundName}</a>`],
  [t('用途', 'Purpose'), r.purpose],
  [t('申请', 'Asked'), `${instant(r.createdAt)} ${r.createdBy}`], r.acceptanceNote && [t('受理意见', 'Acceptance'), r.acceptanceNote],
  r.diligence.startedOn && [t('尽调', 'Due diligence'), html`${r.diligence.institution} · ${r.diligence.startedOn} — ${r.diligence.finishedOn || html`${t('期限', 'due')} <${Due} on=${r.diligence.dueOn} overdue=${r.diligence.overdue} />`}`],
  r.decidedOn && [t('投决', 'Decided'), [r.decidedOn, r.meetingNumber, r.decisionNote].filter(Boolean).join(' · ')], r.decidedOn && r.state !== 'refused' && [t('承诺金额', 'Committed'), money(r.committedWan)],
  r.conditions.length > 0 && [t('条件', 'Conditions'), html`<ul>${r.conditions.map((c) => html`<li>
    ${c}</li>`)}</ul>`], r.signedOn && [t('协议', 'Agreement'), `${r.agreementNumber} · ${r.signedOn}`],
  r.signedOn && [t('已拨付', 'Paid'), money(r.disbursedWan)], r.reason && [t('理由', 'Reason'), r.reason]];

// Report is the file of due diligence; the officer may put it there until the decision.
function Report({ r, x, onDone }) {
  const act = useAct(), path = `/fund/requests/${r.id}/diligence/report/content`;
  const upload = (event) => {
    const body = new FormData();
    body.append('file', event.target.files[0]);
    event.target.value = '';
    act.run(async () => { await request('POST', path, body, { version: x.version }); onDone(); });
  };
  return html`${x.reportFile && html`<p><a href=${url(path)} download>${x.reportFile.name}</a></p>`}
    ${may('fundDiligence.record') && r.state === 'diligence' && html`<p><label class="button plain file">
      ${act.busy ? t('正在上传…', 'Uploading…') : t('上传尽调报告', 'Upload the report')}<input type="file"
      disabled=${act.busy} onChange=${upload} /></label></p>`}<${Fault} problem=${act.problem} />`;
}

function Diligence({ r, onChanged }) {
  const data = useLoad((signal) => get(`/fund/requests/${r.id}/diligence`, {}, signal), [r.id, r.version]);
  const done = () => { data.reload(); onChanged(); };
  return html`<${Panel} title=${t('尽职调查（不对外）', 'Due diligence (confidential)')}><${Loaded} from=${data}>${(x) => html`
    ${x.result && html`<p><${Tag} kind=${resultKind[x.result]}>${word('diligenceResult', x.result)}<//></p>`}
    ${x.checklist.length > 0 && html`<details open=${!x.finishedOn}><summary>${t('尽调清单', 'Checklist')}</summary><ul>${x.checklist.map((c) => html`<li>
      ${c}</li>`)}</ul></details>`}
    <${Lines} items=${x.findings} empty=${t('没有发现。', 'No finding.')}>${(f) => html`<p><${Tag} kind=${severityKind[f.severity]}>
      ${word('findingSeverity', f.severity)}<//> <b>${f.item}</b></p><p>${f.finding}</p>
      <p class="small dim">${instant(f.createdAt)} ${f.createdBy}</p>`}<//>
    ${x.report && html`<p class="drafted">${x.report.text}</p>`}
    <${Report} r=${r} x=${x} onDone=${done} /><${Acts} acts=${diligenceActs(r, x)} row=${x} onDone=${done} />`}<//><//>`;
}

const trancheColumns = () => [[t('期次', 'Tranche'), (x) => x.number], [t('拨付日期', 'Due'), (x) => x.dueOn],
  [t('金额', 'Amount'), (x) => money(x.amountWan), 'num'], [t('已拨付', 'Paid'), (x) => money(x.paidWan), 'num'],
  [t('条件', 'Condition'), (x) => x.condition || '—']];

const takeBack = (r, d) => ({ key: 'back' + d.id, label: t('冲正', 'Reverse'),
  path: `/fund/requests/${r.id}/disbursements/${d.id}/reversal`, versionless: true, fields: [reasonField()] });

const paymentColumns = (r, onDone) => [[t('日期', 'Paid on'), (d) => d.paidOn], [t('金额', 'Amount'), (d) => money(d.amountWan), 'num'],
  [t('期次', 'Tranche'), (d) => d.tranche || '—'], [t('登记', 'By'), (d) => d.createdBy],
  [t('说明', 'Note'), (d) => html`${d.note || '—'} ${d.reversed ? html`<${Tag} kind="bad">
    ${t('已冲正', 'reversed')}<//> ${d.reversalReason}` : may('fundRequest.decide') && html`<${Acts} acts=${[takeBack(r, d)]} onDone=${onDone} />`}`]];

async function read(id, signal) {
  const r = await get('/fund/requests/' + id, {}, signal);
  const [funds, payments] = await Promise.all([may('fundRequest.decide') ? all('/fund/funds') : [], r.signedOn ? all(`/fund/requests/${id}/disbursements`) : []]);
  return { r, funds, payments };
}

export function FundRequestPage({ id }) {
  const data = useLoad((signal) => read(id, signal), [id]);
  const changed = () => { data.reload(); refresh(); };
  return html`<${Loaded} from=${data} title=${t('基金申请', 'Fund request')} back=${{ href: '/fund', text: t('产业基金', 'Funds') }}>${({ r, funds, payments }) => html`
    <${Page} title=${t('基金申请：', 'Fund request: ') + r.projectName} back=${{ href: '/fund', text: t('产业基金', 'Funds') }}>
    <p class="headline"><${State} list="fundRequestState" code=${r.state} /><span>${region(r.regionId)}</span>
      <${ProjectLink} id=${r.projectId} name=${r.projectName} /></p>
    <${Acts} acts=${fundActs(r, funds)} row=${r} onDone=${changed} />
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${facts(r)} /><//>
    ${may('fundDiligence.read') && r.diligence.startedOn && html`<${Diligence} r=${r} onChanged=${changed} />`}
    ${r.tranches.length > 0 && html`<${Panel} title=${t('协议各期', 'Tranches')}><${Table} columns=${trancheColumns()} items=${r.tranches} /><//>`}
    ${payments.length > 0 && html`<${Panel} title=${t('拨付', 'Payments')}><${Table} columns=${paymentColumns(r, changed)} items=${payments} /><//>`}<//>`}<//>`;
}

// One project's month: the county fills it in, the county lead hands it in, the secretariat accepts or returns it.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { instant, left, month as monthName, wanText, yi } from './format.js';
import { region, word } from './vocabulary.js';
import { Lamp, Loaded, Page, State, Tag } from './parts.js';
import { MonthEdit } from './monthedit.js';
import { MonthView } from './monthview.js';

const Headline = ({ project, status, meeting }) => html`<p class="headline"><a href=${'/projects/' + project.id}>${project.code}</a>
  <span>${region(project.regionId)}</span><span>${word('stage', project.stage)}</span>
  <span title=${wanText(project.investmentWan)}>${t('总投资', 'Investment')} <b>${yi(project.investmentWan)}</b> ${t('亿元', '¥100m')}</span>
  <${State} list="monthState" code=${status.state} />${status.late && html`<${Tag} kind="warn">${t('迟报', 'late')}<//>`}
  <span>${status.state === 'draft' ? t('草稿亮灯', 'Light of the draft') : t('本月灯', 'Light of the month')} <${Lamp} light=${status.light} reason=${status.lightDetail} /></span>
  ${meeting?.state === 'open' && html`<span>${t('截止', 'Due')} ${instant(meeting.deadline)}（${left(meeting.deadline)}）</span>`}</p>`;

// Returned tells the county why it has the month back; the remarks also stand at their fields.
const Returned = ({ status }) => (status.state !== 'returned' ? null : html`<div class="note warn" role="alert">
  <p><b>${t('已退回：', 'Returned: ')}</b>${status.returnReason}</p>
  ${status.remarks?.length > 0 && html`<p class="small">${t(`共 ${status.remarks.length} 条意见，见各栏下方。`,
    `${status.remarks.length} remarks stand below their fields.`)}</p>`}</div>`);

export function MonthForm({ id, month }) {
  const all = useLoad(async (signal) => {
    const [project, status, meeting] = await Promise.all([get('/projects/' + id, {}, signal), get(`/projects/${id}/months/${month}`, {}, signal), get('/meetings/' + month, {}, signal).catch(() => null)]);
    return { project, status, meeting };
  }, [id, month]);
  return html`<${Loaded} from=${all} title=${t('月度填报', 'Months')} back=${{ href: '/projects', text: t('项目', 'Projects') }}>${({ project, status, meeting }) => {
    const put = (next) => all.put({ project, meeting, status: next });
    const editable = ['draft', 'returned'].includes(status.state) && may('month.draft') && meeting?.state !== 'closed' && meeting?.state !== 'published';
    return html`<${Page} title=${project.name + ' · ' + monthName(month)} back=${{ href: '/months/' + month, text: t('月度填报', 'Months') }}>
      <${Headline} ...${{ project, status, meeting }} /><${Returned} status=${status} />
      ${editable ? html`<${MonthEdit} key=${month} ...${{ project, status }} onSubmitted=${put} />` : html`<${MonthView} ...${{ project, status, meeting }}
        onChanged=${put} />`}<//>`;
  }}<//>`;
}

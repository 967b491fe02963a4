// What has happened to a project, the latest first, whatever part of the city's work it belongs to.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { instant } from './format.js';
import { placeOf } from './links.js';
import { Lines } from './sheet.js';
import { Loaded, Panel, Tag } from './parts.js';

const kinds = () => ({ project: t('项目', 'project'), milestone: t('节点', 'milestone'), stage: t('阶段', 'stage'), month: t('月报', 'month'), review: t('评审', 'review'), land: t('用地', 'land'), fund: t('基金', 'fund'),
  issue: t('协调', 'issue'), decision: t('议定', 'decision'), transfer: t('流转', 'handover') });

export function Timeline({ project }) {
  const [kind, setKind] = useState('');
  const events = useLoad((signal) => get(`/projects/${project.id}/timeline`, {}, signal), [project.id, project.version]);
  const choose = html`<label class="inline">${t('类别', 'Kind')} <select value=${kind} onChange=${(e) => setKind(e.target.value)}><option value="">
    ${t('全部', 'All')}</option>
    ${Object.entries(kinds()).map(([code, label]) => html`<option value=${code} key=${code}>${label}</option>`)}</select></label>`;
  return html`<${Panel} title=${t('大事记', 'Timeline')} actions=${choose}><${Loaded} from=${events}>${({ items }) => html`<${Lines}
    items=${items.filter((e) => !kind || e.kind === kind)} empty=${t('没有记录。', 'Nothing yet.')}>${(e) => html`
      <p><span class="nowrap">${e.on}</span> <${Tag}>${kinds()[e.kind] || e.kind}<//> <a href=${placeOf(e.link)}>${e.title}</a></p>
      <p class="small dim">${instant(e.at)} ${e.by}</p>`}<//>`}<//><//>`;
}

// Handing a project over to another county (流转), with all that belongs to it. Only the secretariat does it.
import { t } from './i18n.js';
import { reasonField } from './entries.js';
import { may } from './may.js';
import { reportingRegions } from './vocabulary.js';
import { sharesField } from './shares.js';

export const handover = (p) => may('project.transfer') && !p.archivedAt && { key: 'transfer', label: t('流转', 'Hand over'),
  path: `/projects/${p.id}/transfer`, fields: [
  ['toRegionId', 'select', t('流转到', 'To the county'), { required: true, options: reportingRegions().filter((r) => r.id !== p.regionId).map((r) => ({ value: r.id, label: r.name })) }],
  sharesField(t('分享比例（合计 100%，不填则保持不变）', 'Credit shares (100% in all; left out: as they are)')),
  reasonField()],
  text: t('项目及其节点、月报、评审、要素申请和事项一并转到承接地；已关账月份不变，下一期材料注明。', 'All that belongs to it goes along; closed months stay, and the next papers say so.') };

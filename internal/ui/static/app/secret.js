// A secret that is shown this one time.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { Dialog } from './parts.js';

export function Secret({ title, secret, onClose }) {
  const [said, say] = useState('');
  const copy = () => navigator.clipboard?.writeText(secret).then(() => say(t('已复制', 'Copied')), () => say(t('请手工选中复制', 'Please select and copy it')));
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p class="note warn">${t('只显示这一次，关闭后无法再看到。请立即转交或保存。', 'Shown this one time. Hand it over or keep it now.')}</p>
    <p><output class="secret">${secret}</output></p>
    <footer>${navigator.clipboard && html`<button type="button" class="plain" onClick=${copy}>${said || t('复制', 'Copy')}</button>`}<button type="button"
      class="primary" onClick=${onClose}>${t('我已保存', 'I have it')}</button>
      </footer><//>`;
}

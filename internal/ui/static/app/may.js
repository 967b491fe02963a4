// Which roles the page offers an action to. The server decides; this only keeps buttons away from people for whom they would not work.
// The lines are a copy of internal/access/policy.go, and a Go test compares them.
import { me } from './session.js';

const roles = {
  'project.create': 'clerk lead secretariat',
  'project.list': 'clerk lead department land fund secretariat leader auditor',
  'project.amend': 'clerk lead secretariat',
  'project.archive': 'lead secretariat',
  'stage.force': 'secretariat',
  'stage.pause': 'lead secretariat',
  'milestone.report': 'clerk lead secretariat',
  'milestone.verify': 'secretariat',
  'month.draft': 'clerk lead',
  'month.submit': 'lead',
  'month.return': 'secretariat',
  'month.accept': 'secretariat',
  'month.submissions': 'clerk lead department land fund secretariat leader auditor',
  'meeting.open': 'secretariat',
  'meeting.close': 'secretariat',
  'meeting.reopen': 'secretariat',
  'meeting.edit': 'secretariat',
  'pack.create': 'lead secretariat leader',
  'pack.read': 'clerk lead secretariat leader auditor',
  'import.run': 'clerk lead secretariat',
  'import.read': 'clerk lead secretariat auditor',
  'export.run': 'clerk lead department land fund secretariat leader auditor',
  'audit.read': 'auditor admin',
  'audit.verify': 'auditor admin',
  'user.list': 'auditor admin',
  'user.create': 'admin',
  'user.amend': 'admin',
  'org.amend': 'admin',
};

export const may = (action) => (roles[action] || '').split(' ').includes(me()?.role);

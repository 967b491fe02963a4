package meeting_test

// Ten years of what removes a project's obstacles, a tenth of it in the year of the board: 10,000 rows of each noun, of which one in fifty is still open.
const (
	tenYears = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000), d AS (
  SELECT i, (2013 + i % 10) || '-' || substr('0' || (1 + i % 12), -2) || '-' || (10 + i % 18) AS day, i % 50 = 0 AS live FROM n) `
	manyReviews = `INSERT INTO reviews (id, version, created_at, created_by, updated_at, updated_by, region_id, project_id, project_version, project_name, template_key,
  template_number, template_name, gate_stage, again_percent, judged, state, opened_on, conclusion, meeting_number, concluded_on)
` + tenYears + `SELECT 'r' || d.i, 1, p.created_at, 'x', p.created_at, 'x', p.region_id, p.id, 1, p.name, 'default', 1, 't', 'landed', 20, '{}',
  CASE WHEN live THEN 'open' ELSE 'concluded' END, day, CASE WHEN live THEN '' ELSE 'pass' END, CASE WHEN live THEN '' ELSE '1' END, CASE WHEN live THEN NULL ELSE day END
FROM d JOIN projects p ON p.id = 'p' || d.i`
	manyIssues = `INSERT INTO issues (id, version, created_at, created_by, updated_at, updated_by, project_id, region_id, kind, title, source, level, state,
  lead_department_id, due_on, due_sort, closed_on)
` + tenYears + `SELECT 'i' || d.i, 1, p.created_at, 'x', p.created_at, 'x', p.id, p.region_id, 'land', 't', 'direct', 'city', CASE WHEN live THEN 'assigned' ELSE 'closed' END,
  'nrp', day, day, CASE WHEN live THEN NULL ELSE day END
FROM d JOIN projects p ON p.id = 'p' || d.i`
	manyRequests = `INSERT INTO land_requests (id, version, created_at, created_by, updated_at, updated_by, region_id, project_id, area_mu, city_share_mu, own_share_mu, kind,
  reason, threshold_number, state, requested_on, approved_on, approved_mu, used_mu, returned_mu)
` + tenYears + `SELECT 'l' || d.i, 1, p.created_at, 'x', p.created_at, 'x', p.region_id, p.id, 100, 100, 0, 'newLand', 'x', 1,
  CASE WHEN live THEN 'requested' ELSE 'approved' END, day, CASE WHEN live THEN NULL ELSE day END, CASE WHEN live THEN 0 ELSE 100 END, 0, 0
FROM d JOIN projects p ON p.id = 'p' || d.i`
	manySupplies = `INSERT INTO land_supplies (id, version, created_at, created_by, updated_at, updated_by, region_id, supplied_on, area_mu, source, parcel, parcel_key, late)
` + tenYears + `SELECT 's' || d.i, 1, p.created_at, 'x', p.created_at, 'x', p.region_id, day, 100, CASE WHEN i % 2 THEN 'new' ELSE 'stock' END, 'x' || i, 'x' || i, FALSE
FROM d JOIN projects p ON p.id = 'p' || d.i`
)

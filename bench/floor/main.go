// Command floor is what the product is measured against: net/http and database/sql with prepared statements over the same SQLite schema and
// settings, without accounts, reach, audit or outbox, one transaction a request. It answers the same JSON for the same rows, and a month that is handed in leaves the
// same rows: a floor that did not count it would leave a wrong board.
package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"

	"zhaoyin/internal/enterprise"
	"zhaoyin/internal/project"
)

const (
	settings = "?_journal_mode=WAL&_synchronous=FULL&_foreign_keys=true&_busy_timeout=5000&_secure_delete=true"
	reading  = settings + "&_cache_size=-8000&_query_only=true"
	writing  = settings + "&_cache_size=-16000&_txlock=immediate"
)

const projectColumns = `id, version, created_at, created_by, updated_at, updated_by, code, region_id, origin_region_id, credit_shares,
enterprise_id, name, name_key, source_id, summary, industry, chain, channel, investment_wan, fixed_investment_wan, foreign_capital_wan_usd,
output_wan, tax_wan, jobs, land_mu, plot_ratio, energy_tce, national_code, site, contact_name, contact_phone, leader_name, stage, condition,
condition_reason, counts, counts_reason, registered_wan, light, light_reason, duplicate_reason, duplicate_of, archived_at, archive_reason`

const enterpriseColumns = `id, version, created_at, created_by, updated_at, updated_by, region_id, name, credit_code, kind, origin_place,
parent_name, is_fortune500, is_chain_leader`

type floor struct {
	writer                        *sql.DB
	one, page, count, firm, firms *sql.Stmt

	readProject, readStatus, readEarlier, readMonth *sql.Stmt
	handIn, addRegion, addIndustry                  *sql.Stmt
}

func main() {
	path := flag.String("db", "", "SQLite file")
	addr := flag.String("addr", "127.0.0.1:0", "address")
	flag.Parse()
	f, err := open(*path)
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /projects/{id}", answer(f.getOne))
	mux.HandleFunc("GET /projects", answer(f.list))
	mux.HandleFunc("POST /projects/{id}/months/{month}/submission", answer(f.submit))
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(server.Serve(listener))
}

func open(path string) (*floor, error) {
	readers, err := sql.Open("sqlite3", "file:"+path+reading)
	if err != nil {
		return nil, err
	}
	readers.SetMaxOpenConns(4)
	readers.SetMaxIdleConns(4)
	writer, err := sql.Open("sqlite3", "file:"+path+writing)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	f := &floor{writer: writer}
	for _, s := range []struct {
		into **sql.Stmt
		db   *sql.DB
		text string
	}{
		{&f.one, readers, "SELECT " + projectColumns + " FROM projects WHERE id = ?"},
		{&f.page, readers, "SELECT " + projectColumns + " FROM projects WHERE region_id = ? AND archived_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 21"},
		{&f.count, readers, "SELECT count(*) FROM (SELECT 1 FROM projects WHERE region_id = ? AND archived_at IS NULL LIMIT 10001)"},
		{&f.firm, readers, "SELECT " + enterpriseColumns + " FROM enterprises WHERE id = ?"},
		{&f.firms, readers, "SELECT " + enterpriseColumns + " FROM enterprises WHERE id IN (?" + strings.Repeat(", ?", 19) + ")"},
		{&f.readProject, writer, "SELECT region_id, industry, investment_wan, stage, condition, counts FROM projects WHERE id = ?"},
		{&f.readStatus, writer, "SELECT " + statusColumns + " FROM month_statuses WHERE project_id = ? AND month = ?"},
		{&f.readEarlier, writer, earlier},
		{&f.readMonth, writer, "SELECT state, deadline FROM meetings WHERE month = ?"},
		{&f.handIn, writer, handIn},
		{&f.addRegion, writer, "INSERT INTO region_figures (month, region_id, metric, bucket, count, wan) VALUES (?, ?, 'submitted', 0, 1, 0)" +
			" ON CONFLICT (month, region_id, metric, bucket) DO UPDATE SET count = region_figures.count + 1"},
		{&f.addIndustry, writer, "INSERT INTO industry_figures (month, region_id, industry, metric, bucket, count, wan) VALUES (?, ?, ?, 'submitted', 0, 1, 0)" +
			" ON CONFLICT (month, region_id, industry, metric, bucket) DO UPDATE SET count = industry_figures.count + 1"},
	} {
		if *s.into, err = s.db.Prepare(s.text); err != nil {
			return nil, fmt.Errorf("%s: %w", s.text, err)
		}
	}
	return f, nil
}

func answer(handle func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := handle(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			log.Print(err)
		}
	}
}

type scanner interface{ Scan(...any) error }

func scanProject(row scanner, p *project.Project) error {
	var shares, beside string
	return row.Scan(&p.ID, &p.Version, &p.CreatedAt, &p.CreatedBy, &p.UpdatedAt, &p.UpdatedBy, &p.Code, &p.RegionID, &p.OriginRegionID, &shares,
		&p.EnterpriseID, &p.Name, &p.NameKey, &p.SourceID, &p.Summary, &p.Industry, &p.Chain, &p.Channel, &p.InvestmentWan, &p.FixedInvestmentWan,
		&p.ForeignCapitalWanUsd, &p.OutputWan, &p.TaxWan, &p.Jobs, &p.LandMu, &p.PlotRatio, &p.EnergyTce, &p.NationalCode, &p.Site, &p.ContactName,
		&p.ContactPhone, &p.LeaderName, &p.Stage, &p.Condition, &p.ConditionReason, &p.Counts, &p.CountsReason, &p.RegisteredWan, &p.Light,
		&p.LightReason, &p.DuplicateReason, &beside, &p.ArchivedAt, &p.ArchiveReason)
}

func scanFirm(row scanner, e *enterprise.Enterprise) error {
	return row.Scan(&e.ID, &e.Version, &e.CreatedAt, &e.CreatedBy, &e.UpdatedAt, &e.UpdatedBy, &e.RegionID, &e.Name, &e.CreditCode, &e.Kind,
		&e.OriginPlace, &e.ParentName, &e.IsFortune500, &e.IsChainLeader)
}

func (f *floor) getOne(r *http.Request) (any, error) {
	p, e := &project.Project{}, &enterprise.Enterprise{}
	if err := scanProject(f.one.QueryRow(r.PathValue("id")), p); err != nil {
		return nil, err
	}
	p.Enterprise = e
	return p, scanFirm(f.firm.QueryRow(p.EnterpriseID), e)
}

type list struct {
	Items       []project.Project `json:"items"`
	Next        string            `json:"next"`
	Total       int               `json:"total"`
	TotalCapped bool              `json:"totalCapped"`
}

func (f *floor) list(r *http.Request) (any, error) {
	region := r.URL.Query().Get("regionId")
	l := list{}
	if err := f.count.QueryRow(region).Scan(&l.Total); err != nil {
		return nil, err
	}
	rows, err := f.page.Query(region)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p project.Project
		if err := scanProject(rows, &p); err != nil {
			return nil, err
		}
		l.Items = append(l.Items, p)
	}
	if len(l.Items) < 21 {
		return nil, errors.New("the benchmark's counties have more than a page")
	}
	l.Items = l.Items[:20]
	l.Next = l.Items[19].ID
	return l, errors.Join(rows.Err(), f.firmsOf(l.Items))
}

func (f *floor) firmsOf(items []project.Project) error {
	ids := make([]any, len(items))
	for i := range items {
		ids[i] = items[i].EnterpriseID
	}
	rows, err := f.firms.Query(ids...)
	if err != nil {
		return err
	}
	defer rows.Close()
	byID := map[string]*enterprise.Enterprise{}
	for rows.Next() {
		e := &enterprise.Enterprise{}
		if err := scanFirm(rows, e); err != nil {
			return err
		}
		byID[e.ID] = e
	}
	for i := range items {
		items[i].Enterprise = byID[items[i].EnterpriseID]
	}
	return rows.Err()
}

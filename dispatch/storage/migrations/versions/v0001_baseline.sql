CREATE TABLE announced_carton (
	id INTEGER NOT NULL,
	asn TEXT NOT NULL,
	code TEXT NOT NULL,
	devices INTEGER NOT NULL,
	received INTEGER NOT NULL,
	opened INTEGER NOT NULL,
	unit TEXT,
	PRIMARY KEY (id),
	CONSTRAINT announced_carton_code UNIQUE (code, asn)
);

CREATE TABLE asn (
	asn TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	rows INTEGER NOT NULL,
	first_carton INTEGER NOT NULL,
	cartons INTEGER NOT NULL,
	announced TEXT NOT NULL,
	PRIMARY KEY (asn)
);

CREATE TABLE blob (
	sha256 TEXT NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (sha256)
);

CREATE TABLE device (
	id INTEGER NOT NULL,
	serial TEXT NOT NULL,
	maker TEXT NOT NULL,
	reference TEXT NOT NULL,
	carton INTEGER NOT NULL,
	imei TEXT,
	imei2 TEXT,
	mac TEXT,
	lot TEXT NOT NULL,
	reserved_for TEXT,
	unit TEXT,
	PRIMARY KEY (id)
);

CREATE INDEX device_carton ON device (carton);

CREATE INDEX device_imei ON device (imei) WHERE imei IS NOT NULL;

CREATE INDEX device_imei2 ON device (imei2) WHERE imei2 IS NOT NULL;

CREATE INDEX device_mac ON device (mac) WHERE mac IS NOT NULL;

CREATE UNIQUE INDEX device_serial ON device (serial, maker);

CREATE INDEX device_unit ON device (unit) WHERE unit IS NOT NULL;

CREATE TABLE document (
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	version INTEGER NOT NULL,
	status TEXT NOT NULL,
	trip TEXT NOT NULL,
	uai TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	rendered TEXT,
	issued TEXT NOT NULL,
	reprints INTEGER NOT NULL,
	PRIMARY KEY (kind, number, version)
)
 WITHOUT ROWID;

CREATE INDEX document_trip ON document (trip);

CREATE TABLE document_series (
	series TEXT NOT NULL,
	year INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (series, year)
)
 WITHOUT ROWID;

CREATE TABLE item (
	reference TEXT NOT NULL,
	designation TEXT NOT NULL,
	family TEXT NOT NULL,
	per_carton INTEGER NOT NULL,
	weight_g INTEGER NOT NULL,
	gtin TEXT,
	maker TEXT NOT NULL,
	serialised INTEGER NOT NULL,
	carton_tare_g INTEGER NOT NULL,
	carton_mm TEXT,
	batteries INTEGER NOT NULL,
	cells INTEGER NOT NULL,
	battery_mwh INTEGER,
	serial_pattern TEXT,
	PRIMARY KEY (reference),
	UNIQUE (gtin)
);

CREATE TABLE journal (
	seq INTEGER NOT NULL,
	time TEXT NOT NULL,
	utc_offset INTEGER NOT NULL,
	station TEXT NOT NULL,
	operator TEXT NOT NULL,
	approver TEXT NOT NULL,
	task TEXT NOT NULL,
	batch INTEGER NOT NULL,
	type TEXT NOT NULL,
	version INTEGER NOT NULL,
	subject TEXT NOT NULL,
	payload TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (seq)
);

CREATE INDEX journal_subject ON journal (subject);

CREATE INDEX journal_task ON journal (task);

CREATE TABLE journal_head (
	id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash TEXT NOT NULL,
	time TEXT NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE operator (
	badge TEXT NOT NULL,
	name TEXT NOT NULL,
	roles TEXT NOT NULL,
	PRIMARY KEY (badge)
);

CREATE TABLE orders (
	code TEXT NOT NULL,
	uai TEXT NOT NULL,
	number INTEGER NOT NULL,
	cartons INTEGER NOT NULL,
	PRIMARY KEY (code)
);

CREATE INDEX orders_uai ON orders (uai);

CREATE TABLE print_attempt (
	id INTEGER NOT NULL,
	job INTEGER NOT NULL,
	time TEXT NOT NULL,
	state TEXT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE print_job (
	id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	role TEXT NOT NULL,
	kind TEXT NOT NULL,
	ref TEXT NOT NULL,
	version INTEGER NOT NULL,
	copies INTEGER NOT NULL,
	station TEXT NOT NULL,
	state TEXT NOT NULL,
	printer TEXT NOT NULL,
	changed TEXT NOT NULL,
	detail TEXT NOT NULL,
	duplicate INTEGER NOT NULL,
	run INTEGER,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX print_job_paper ON print_job (ref, kind, version, duplicate) WHERE state <> 'cancelled' AND kind IN ('packing-list', 'delivery-note', 'waybill', 'recap', 'loading-list');

CREATE INDEX print_job_ref ON print_job (ref);

CREATE INDEX print_job_run ON print_job (run) WHERE run IS NOT NULL;

CREATE INDEX print_job_state ON print_job (state) WHERE state <> 'printed';

CREATE TABLE print_run (
	id INTEGER NOT NULL,
	time TEXT NOT NULL,
	station TEXT NOT NULL,
	operator TEXT NOT NULL,
	what TEXT NOT NULL,
	refs TEXT NOT NULL,
	reason TEXT NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (id),
	CONSTRAINT print_run_state CHECK (state IN ('running', 'paused', 'cancelled'))
);

CREATE TABLE scan_log (
	id INTEGER NOT NULL,
	time TEXT NOT NULL,
	request TEXT NOT NULL,
	station TEXT NOT NULL,
	operator TEXT NOT NULL,
	scanner TEXT NOT NULL,
	task TEXT NOT NULL,
	raw TEXT NOT NULL,
	reason TEXT NOT NULL,
	args TEXT NOT NULL,
	first_seq INTEGER,
	PRIMARY KEY (id)
);

CREATE UNIQUE INDEX scan_log_request ON scan_log (request);

CREATE TABLE seal (
	seal TEXT NOT NULL,
	trip TEXT NOT NULL,
	PRIMARY KEY (seal)
)
 WITHOUT ROWID;

CREATE TABLE shipment (
	gsin TEXT NOT NULL,
	trip TEXT NOT NULL,
	uai TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (gsin),
	CONSTRAINT shipment_of_stop UNIQUE (trip, uai, code)
)
 WITHOUT ROWID;

CREATE TABLE site (
	uai TEXT NOT NULL,
	name TEXT NOT NULL,
	postcode TEXT NOT NULL,
	city TEXT NOT NULL,
	address TEXT NOT NULL,
	contact TEXT NOT NULL,
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	member INTEGER,
	dock INTEGER,
	max_height_mm INTEGER,
	max_weight_kg INTEGER,
	opening_hours TEXT NOT NULL,
	instructions TEXT NOT NULL,
	latitude TEXT,
	longitude TEXT,
	PRIMARY KEY (uai)
);

CREATE TABLE sscc_block (
	station TEXT NOT NULL,
	extension INTEGER NOT NULL,
	prefix TEXT NOT NULL,
	next INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (station, extension)
)
 WITHOUT ROWID;

CREATE TABLE sscc_counter (
	prefix TEXT NOT NULL,
	extension INTEGER NOT NULL,
	next INTEGER NOT NULL,
	PRIMARY KEY (prefix, extension)
)
 WITHOUT ROWID;

CREATE TABLE task (
	station TEXT NOT NULL,
	kind TEXT NOT NULL,
	ref TEXT NOT NULL,
	opened INTEGER NOT NULL,
	PRIMARY KEY (station, kind)
)
 WITHOUT ROWID;

CREATE TABLE trip (
	number TEXT NOT NULL,
	date TEXT NOT NULL,
	carrier TEXT NOT NULL,
	carrier_address TEXT NOT NULL,
	carrier_siren TEXT NOT NULL,
	plate TEXT NOT NULL,
	driver TEXT NOT NULL,
	dock TEXT NOT NULL,
	positions INTEGER,
	payload_kg INTEGER,
	status TEXT NOT NULL,
	station TEXT NOT NULL,
	departed TEXT,
	PRIMARY KEY (number),
	CONSTRAINT trip_status CHECK (status IN ('planned', 'loading', 'departed'))
);

CREATE TABLE trip_stop (
	trip TEXT NOT NULL,
	number INTEGER NOT NULL,
	uai TEXT NOT NULL,
	order_number INTEGER,
	hour TEXT NOT NULL,
	declared_value_cents INTEGER,
	PRIMARY KEY (trip, number)
)
 WITHOUT ROWID;

CREATE INDEX trip_stop_uai ON trip_stop (uai);

CREATE TABLE unit (
	sscc TEXT NOT NULL,
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	uai TEXT NOT NULL,
	code TEXT NOT NULL,
	number INTEGER NOT NULL,
	station TEXT NOT NULL,
	devices INTEGER NOT NULL,
	cartons INTEGER NOT NULL,
	weight_g INTEGER NOT NULL,
	expected_g INTEGER,
	tolerance_g INTEGER,
	copies_verified INTEGER NOT NULL,
	set_aside INTEGER NOT NULL,
	reprints INTEGER NOT NULL,
	sealed_carton INTEGER,
	pallet TEXT,
	trip TEXT,
	stop INTEGER,
	position INTEGER,
	successor TEXT,
	shipment TEXT,
	label_shipment TEXT,
	PRIMARY KEY (sscc),
	CONSTRAINT unit_kind CHECK (kind IN ('carton', 'pallet')),
	CONSTRAINT unit_status CHECK (status IN ('open', 'awaiting-weight', 'awaiting-label', 'closed', 'void')),
	CONSTRAINT unit_expected_weight CHECK (status <> 'awaiting-weight' OR (expected_g IS NOT NULL AND tolerance_g IS NOT NULL)),
	CONSTRAINT unit_pallet_of_closed_carton CHECK (pallet IS NULL OR (kind = 'carton' AND status = 'closed')),
	CONSTRAINT unit_trip_of_closed_pallet CHECK (trip IS NULL OR (kind = 'pallet' AND status = 'closed'))
);

CREATE INDEX unit_code ON unit (code);

CREATE UNIQUE INDEX unit_one_open ON unit (station, kind) WHERE status = 'open';

CREATE INDEX unit_pallet ON unit (pallet) WHERE pallet IS NOT NULL;

CREATE INDEX unit_shipment ON unit (shipment) WHERE shipment IS NOT NULL;

CREATE INDEX unit_trip ON unit (trip) WHERE trip IS NOT NULL;

CREATE INDEX unit_uai ON unit (uai);

CREATE TABLE order_line (
	code TEXT NOT NULL,
	reference TEXT NOT NULL,
	granted INTEGER NOT NULL,
	packed INTEGER NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (code, reference),
	CONSTRAINT packed_within_granted CHECK (packed >= 0 AND packed <= granted),
	FOREIGN KEY(code) REFERENCES orders (code),
	FOREIGN KEY(reference) REFERENCES item (reference)
)
 WITHOUT ROWID;

CREATE TABLE printer_choice (
	role TEXT NOT NULL,
	printer TEXT NOT NULL,
	PRIMARY KEY (role)
)
 WITHOUT ROWID;

CREATE TABLE printer_status (
	printer TEXT NOT NULL,
	condition TEXT NOT NULL,
	changed TEXT NOT NULL,
	PRIMARY KEY (printer)
)
 WITHOUT ROWID;

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'R-10: rows of journal are never deleted'); END;

CREATE TRIGGER scan_log_keeps_rows BEFORE DELETE ON scan_log BEGIN SELECT RAISE(ABORT, 'R-10: rows of scan_log are never deleted'); END;

CREATE TRIGGER blob_keeps_rows BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'R-10: rows of blob are never deleted'); END;

CREATE TRIGGER unit_keeps_rows BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'R-10: rows of unit are never deleted'); END;

CREATE TRIGGER document_keeps_rows BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'R-10: rows of document are never deleted'); END;

CREATE TRIGGER print_job_keeps_rows BEFORE DELETE ON print_job BEGIN SELECT RAISE(ABORT, 'R-10: rows of print_job are never deleted'); END;

CREATE TRIGGER print_run_keeps_rows BEFORE DELETE ON print_run BEGIN SELECT RAISE(ABORT, 'R-10: rows of print_run are never deleted'); END;

CREATE TRIGGER print_attempt_keeps_rows BEFORE DELETE ON print_attempt BEGIN SELECT RAISE(ABORT, 'R-10: rows of print_attempt are never deleted'); END;

INSERT INTO journal_head (id, seq, hash, time) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', '');

-- Long lists: on SQLite some rows go into one statement.
-- @hidden
SELECT orm_define('Part', '{"code": {"type": "STRING(10)", "unique": true, "allowNull": false}, "size": {"type": "INTEGER", "defaultValue": 7}}', '{"timestamps": false}');
-- @hidden
SELECT orm_sync();

-- 40 rows: two statements of 16, and 8 by themselves
SELECT orm_bulk_create('Part', '[{"code":"a1","size":1},{"code":"a2","size":2},{"code":"a3","size":3},{"code":"a4","size":4},{"code":"a5","size":5},{"code":"a6","size":6},{"code":"a7","size":7},{"code":"a8","size":8},{"code":"a9","size":9},{"code":"a10","size":10},{"code":"a11","size":11},{"code":"a12","size":12},{"code":"a13","size":13},{"code":"a14","size":14},{"code":"a15","size":15},{"code":"a16","size":16},{"code":"a17","size":17},{"code":"a18","size":18},{"code":"a19","size":19},{"code":"a20","size":20},{"code":"a21","size":21},{"code":"a22","size":22},{"code":"a23","size":23},{"code":"a24","size":24},{"code":"a25","size":25},{"code":"a26","size":26},{"code":"a27","size":27},{"code":"a28","size":28},{"code":"a29","size":29},{"code":"a30","size":30},{"code":"a31","size":31},{"code":"a32","size":32},{"code":"a33","size":33},{"code":"a34","size":34},{"code":"a35","size":35},{"code":"a36","size":36},{"code":"a37","size":37},{"code":"a38","size":38},{"code":"a39","size":39},{"code":"a40","size":40}]', '{"returning": false}');
SELECT orm_aggregate('Part', 'id', 'max'), orm_sum('Part', 'size');
SELECT orm_find_all('Part', '{"where": {"id": [1, 16, 17, 40]}, "order": ["id"]}');

-- rows with other members in between: ids are in the order given
SELECT orm_bulk_create('Part', '[{"code":"b1","size":null},{"code":"b2","size":null},{"code":"b3","size":null},{"code":"b4","size":null},{"code":"b5","size":null},{"code":"b6","size":null},{"code":"b7","size":null},{"code":"b8","size":null},{"code":"b9","size":null},{"code":"b10","size":null},{"code":"b11","size":null},{"code":"b12","size":null},{"code":"b13","size":null},{"code":"b14","size":null},{"code":"b15","size":null},{"code":"b16","size":null},{"code":"b17","size":null},{"code":"b18","size":null},{"code":"b19","size":null},{"code":"b20"},{"code":"b21","size":null},{"code":"b22","size":null},{"code":"b23","size":null},{"code":"b24","size":null},{"code":"b25","size":null},{"code":"b26","size":null},{"code":"b27","size":null},{"code":"b28","size":null},{"code":"b29","size":null},{"code":"b30","size":null},{"code":"b31","size":null},{"code":"b32","size":null},{"code":"b33","size":null},{"code":"b34","size":null},{"code":"b35","size":null},{"code":"b36","size":null},{"code":"b37","size":null},{"code":"b38","size":null},{"code":"b39","size":null},{"code":"b40"}]', '{"returning": false}');
SELECT orm_find_all('Part', '{"where": {"code": ["b1", "b19", "b20", "b21", "b40"]}, "order": ["id"]}');

-- a row that fails is named with its own value, and nothing is written
SELECT orm_bulk_create('Part', '[{"code":"c1"},{"code":"c2"},{"code":"c3"},{"code":"c4"},{"code":"c5"},{"code":"c6"},{"code":"c7"},{"code":"c8"},{"code":"c9"},{"code":"c10"},{"code":"c11"},{"code":"a3"},{"code":"c13"},{"code":"c14"},{"code":"c15"},{"code":"c16"},{"code":"c17"},{"code":"c18"},{"code":"c19"},{"code":"c20"}]', '{"returning": false}');
SELECT orm_bulk_create('Part', '[{"code":"d1"},{"code":"d2"},{"code":"d3"},{"code":"d4"},{"code":"d5"},{"code":"d6"},{"code":"d7"},{"code":"d8"},{"code":"d9"},{"code":"d10"},{"code":"d11"},{"code":"d12"},{"code":"d4"},{"code":"d14"},{"code":"d15"},{"code":"d16"},{"code":"d17"},{"code":"d18"},{"code":"d19"},{"code":"d20"}]', '{"returning": false}');
SELECT orm_count('Part');

-- a value that is wrong, and a row that would fail
SELECT orm_bulk_create('Part', '[{"code":"f1","size":1},{"code":"f2","size":1},{"code":"f3","size":1},{"code":"f4","size":"x"},{"code":"f5","size":1},{"code":"f6","size":1},{"code":"f7","size":1},{"code":"f8","size":1},{"code":"a1","size":1},{"code":"f10","size":1},{"code":"f11","size":1},{"code":"f12","size":1},{"code":"f13","size":1},{"code":"f14","size":1},{"code":"f15","size":1},{"code":"f16","size":1},{"code":"f17","size":1},{"code":"f18","size":1},{"code":"f19","size":1},{"code":"f20","size":1}]', '{"returning": false}');
SELECT orm_count('Part');

-- orm_create with include: what a row belongs to, the row, and what belongs to it, in one call.
SELECT orm_define_all('{"models": {
  "Company": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}, "associations": [
    {"type": "hasMany", "target": "User", "options": {"as": "staff", "foreignKey": "companyId"}}]},
  "User": {"attributes": {"name": {"type": "STRING", "allowNull": false}, "kind": {"type": "STRING", "defaultValue": "human"}}, "options": {"timestamps": false}, "associations": [
    {"type": "belongsTo", "target": "Company", "options": {"as": "company", "foreignKey": "companyId"}},
    {"type": "hasOne", "target": "Profile", "options": {"as": "profile", "foreignKey": {"name": "userId", "allowNull": false}}},
    {"type": "hasMany", "target": "Task", "options": {"as": "tasks", "foreignKey": "userId"}},
    {"type": "hasMany", "target": "Task", "options": {"as": "urgent", "foreignKey": "userId", "scope": {"isUrgent": true}}},
    {"type": "belongsToMany", "target": "Group", "options": {"as": "groups", "through": "Membership", "foreignKey": "userId", "otherKey": "groupId"}}]},
  "Profile": {"attributes": {"bio": "STRING"}, "options": {"timestamps": false}},
  "Task": {"attributes": {"title": "STRING", "isUrgent": "BOOLEAN"}, "options": {"timestamps": false}, "associations": [
    {"type": "belongsTo", "target": "User", "options": {"as": "user", "foreignKey": "userId"}},
    {"type": "belongsTo", "target": "Project", "options": {"as": "project", "foreignKey": "projectId"}},
    {"type": "hasMany", "target": "Task", "options": {"as": "parts", "foreignKey": "wholeId"}},
    {"type": "hasMany", "target": "Step", "options": {"as": "steps", "foreignKey": "taskId"}}]},
  "Step": {"attributes": {"text": "STRING"}, "options": {"timestamps": false}},
  "Project": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}},
  "Group": {"attributes": {"name": "STRING"}, "options": {"timestamps": false}, "associations": [
    {"type": "hasMany", "target": "Step", "options": {"as": "rules", "foreignKey": "groupId"}}]},
  "Membership": {"attributes": {"role": {"type": "STRING", "defaultValue": "guest"}}, "options": {"timestamps": false}}}}');
-- @hidden
SELECT orm_sync();

-- Every kind at once. The answer has what was stored, with the keys.
SELECT orm_create('User', '{"name": "Ada", "company": {"name": "Engines"}, "profile": {"bio": "b"},
  "tasks": [{"title": "t1"}, {"title": "t2"}], "groups": [{"name": "g1", "Membership": {"role": "lead"}}, {"name": "g2"}]}',
  '{"include": ["company", "profile", "tasks", "groups"]}');
SELECT orm_find_by_pk('User', 1, '{"include": ["company", "profile", "tasks", "groups"]}');

-- An association that the document does not name is not answered; nothing under its name is nothing.
SELECT orm_create('User', '{"name": "Bob"}', '{"include": ["company", "profile", "tasks", "groups"]}');
SELECT orm_create('User', '{"name": "Bob", "company": null, "profile": null, "tasks": [], "groups": null}', '{"include": ["company", "profile", "tasks", "groups"]}');
-- One row for a list of one.
SELECT orm_create('User', '{"name": "Bob", "tasks": {"title": "t3"}}', '{"include": "tasks"}');
-- The row given has its key from elsewhere: a document's own wins.
SELECT orm_create('User', '{"name": "Cy", "companyId": 1}', '{"include": ["company"]}');
SELECT orm_create('User', '{"name": "Cy", "companyId": 1, "company": {"name": "Looms"}}', '{"include": ["company"]}');
SELECT orm_create('User', '{"name": "Cy", "tasks": [{"title": "t4", "userId": 1}]}', '{"include": ["tasks"]}');
-- The association's scope is written.
SELECT orm_create('User', '{"name": "Eve", "urgent": [{"title": "t6", "isUrgent": false}]}', '{"include": ["urgent"]}');

-- Deeper. Keys are given breadth first, in the order given: all tasks, then their parts, then theirs.
SELECT orm_create('User', '{"name": "Fay", "tasks": [
    {"title": "a", "project": {"name": "p1"}, "parts": [{"title": "a1", "parts": [{"title": "a11"}]}, {"title": "a2"}]},
    {"title": "b", "parts": [{"title": "b1", "steps": [{"text": "s1"}, {"text": "s2"}]}]}]}',
  '{"include": [{"association": "tasks", "include": ["project", {"model": "Task", "as": "parts", "include": ["steps", {"association": "parts"}]}]}]}');
SELECT orm_find_all('Task', '{"where": {"id": {"$gt": 5}}, "attributes": ["id", "title", "wholeId", "userId"], "order": ["id"]}');
-- Below what a row belongs to, and below a many-to-many target.
SELECT orm_create('User', '{"name": "Gus", "company": {"name": "Mills", "staff": [{"name": "Hal"}, {"name": "Ida", "groups": [{"name": "g3"}]}]}, "groups": [{"name": "g4", "rules": [{"text": "r1"}]}]}',
  '{"include": [{"association": "company", "include": [{"association": "staff", "include": ["groups"]}]}, {"association": "groups", "include": ["rules"]}]}');
-- A task that says itself whom it belongs to.
SELECT orm_create('User', '{"name": "Jo", "tasks": [{"title": "mine"}, {"title": "other", "user": {"name": "Kim"}}]}', '{"include": [{"association": "tasks", "include": ["user"]}]}');

-- `fields` and `set` are about the row given.
SELECT orm_create('User', '{"name": "Lea", "kind": "robot", "tasks": [{"title": "t", "isUrgent": true}]}', '{"include": ["tasks"], "fields": ["name"]}');
SELECT orm_create('User', '{"name": "Lea", "tasks": [{"title": "t"}]}', '{"include": ["tasks"], "set": {"kind": {"$fn": "upper", "args": ["x"]}}}');

-- Without include a document has attributes only.
SELECT orm_create('User', '{"name": "Max", "tasks": [{"title": "t"}]}');
SELECT orm_create('User', '{"name": "Max", "profile": {"bio": "b"}, "tasks": []}', '{"include": ["tasks"]}');

-- Everything that is wrong anywhere, in one error; nothing is stored.
SELECT orm_create('User', '{"company": {"name": {}}, "tasks": [{"title": "t"}, {"isUrgent": "perhaps", "steps": [{"text": []}]}], "groups": [{"name": "g", "Membership": {"role": {}}}]}',
  '{"include": ["company", {"association": "tasks", "include": ["steps"]}, "groups"]}');
SELECT orm_create('User', '{"name": "Max", "company": {"name": "x", "staff": [{"name": "y"}, {}, {"name": null}]}}', '{"include": [{"association": "company", "include": ["staff"]}]}');
SELECT orm_count('Company');
SELECT orm_create('User', '{"name": "Max", "tasks": [{"titel": "t"}]}', '{"include": ["tasks"]}');
SELECT orm_create('User', '{"name": "Max", "tasks": ["t"]}', '{"include": ["tasks"]}');
SELECT orm_create('User', '{"name": "Max", "profile": [{"bio": "b"}]}', '{"include": ["profile"]}');
SELECT orm_create('User', '{"name": "Max", "company": 1}', '{"include": ["company"]}');
SELECT orm_create('User', '{"name": "Max", "tasks": [{"title": "a", "title": "b"}]}', '{"include": ["tasks"]}');
SELECT orm_create('User', '{"name": "Max", "groups": [{"name": "g", "Membership": 1}]}', '{"include": ["groups"]}');
SELECT orm_create('User', '{"name": "Max", "groups": [{"name": "g", "Membership": {"rol": 1}}]}', '{"include": ["groups"]}');
SELECT orm_create('User', '{"name": "Max"}', '{"include": ["task"]}');
SELECT orm_create('User', '[]', '{"include": ["tasks"]}');
SELECT orm_create('User', NULL, '{"include": ["tasks"]}');
-- A key of its own is stored as it is.
SELECT orm_create('User', '{"id": 100, "name": "Dan", "tasks": [{"id": 200, "title": "t5"}]}', '{"include": ["tasks"]}');
-- The engine's own error undoes all of it.
-- @each
SELECT orm_create('User', '{"name": "Max", "company": {"name": "gone"}, "tasks": [{"id": 200, "title": "again"}]}', '{"include": ["company", "tasks"]}');
SELECT orm_count('Company', '{"where": {"name": "gone"}}');

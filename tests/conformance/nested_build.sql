-- orm_build with include: the tree as it would be, before keys are known; nothing is stored, and no table is needed.
SELECT orm_define_all('{"models": {
  "User": {"attributes": {"name": {"type": "STRING", "get": "upper(:value)"}, "kind": {"type": "STRING", "defaultValue": "human"}}, "associations": [
    {"type": "belongsTo", "target": "Company", "options": {"as": "company", "foreignKey": "companyId"}},
    {"type": "hasMany", "target": "Task", "options": {"as": "tasks", "foreignKey": "userId", "scope": {"kind": "x"}}},
    {"type": "belongsToMany", "target": "Group", "options": {"as": "groups", "through": "Membership"}}]},
  "Company": {"attributes": {"name": "STRING"}},
  "Task": {"attributes": {"title": {"type": "STRING", "defaultValue": "new"}, "kind": "STRING"}, "associations": [
    {"type": "hasMany", "target": "Task", "options": {"as": "parts", "foreignKey": "wholeId"}}]},
  "Group": {"attributes": {"name": "STRING"}},
  "Membership": {"attributes": {"role": {"type": "STRING", "defaultValue": "guest"}}}}}');

SELECT orm_build('User', '{"name": "ada", "company": {"name": "c"}, "tasks": [{}, {"title": "t", "parts": [{}]}], "groups": [{"name": "g", "Membership": {}}, {"name": "h"}]}',
  '{"include": ["company", {"association": "tasks", "include": ["parts"]}, "groups"]}');
SELECT orm_build('User', '{"name": "ada"}', '{"include": ["company", "tasks", "groups"]}');
SELECT orm_build('User', '{"company": null, "tasks": null, "groups": []}', '{"include": ["company", "tasks", "groups"]}');
SELECT orm_build('User', NULL, '{"include": ["tasks"]}');
SELECT orm_build('User', '{"tasks": {"title": 7}}', '{"include": ["tasks"]}');
SELECT orm_build('User', '{"tasks": [{"titel": 7}]}', '{"include": ["tasks"]}');
SELECT orm_build('User', '{"tasks": []}');
SELECT orm_build('User', '{}', '{"include": ["tasks"], "fields": []}');

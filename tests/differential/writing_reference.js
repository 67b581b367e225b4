'use strict';
/* What semantics.md has every write do and Sequelize's static methods do not (10): version and updatedAt are
 * kept right.  Said to Sequelize as a further change of the same rows. */

const now = { $literal: 'CURRENT_TIMESTAMP' };

const versionOf = (model) => model._versionAttribute;
const counted = (model) => (versionOf(model) ? { [versionOf(model)]: { $literal: `"${model.rawAttributes[versionOf(model)].field}" + 1` } } : {});

/* The calls that together do what `call` asks for; the answer is the last one's. */
function translate(call, registry) {
  const [name, second, third] = call.args;
  const model = registry.get(name);
  const version = versionOf(model);
  const quiet = { hooks: false, validate: false };
  if (call.fn === 'orm_update' && version && Object.keys(second).some((key) => (!third.fields || third.fields.includes(key)) && key !== version))
    return [{ fn: call.fn, args: [name, { ...second, ...counted(model) }, third.fields ? { ...third, fields: [...third.fields, version] } : third] }];
  if (call.fn === 'orm_destroy' && model.options.paranoid && !second.force) {
    const deletedAt = model._timestampAttributes.deletedAt;
    const value = model.sequelize.getDialect() === 'sqlite' ? new Date().toISOString() : now;
    return [{ fn: 'orm_update', args: [name, { [deletedAt]: value, ...counted(model) }, { where: second.where, ...quiet }] }];
  }
  const { updatedAt } = model._timestampAttributes;
  if (call.fn === 'orm_bulk_create' && third.updateOnDuplicate && updatedAt)
    return [{ fn: call.fn, args: [name, second, { ...third, updateOnDuplicate: [...third.updateOnDuplicate, updatedAt] }] }];
  if (call.fn === 'orm_restore') {
    const deletedAt = model._timestampAttributes.deletedAt;
    const where = { $and: [second.where || {}, { [deletedAt]: { $ne: null } }] };
    const touched = { [deletedAt]: null, ...counted(model) };
    return [
      { fn: 'orm_update', args: [name, touched, { where, paranoid: false, scope: null, ...quiet }] },
      { fn: 'orm_count', args: [name, { where: second.where || {}, paranoid: false, scope: null }] },
    ];
  }
  return [call];
}

module.exports = { translate };

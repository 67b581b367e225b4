/* geometry.h - PostGIS' geometries: the binary form that their columns have as text (EWKB in hex),
 * and GeoJSON.
 *
 * Both ways are gone here, so that no function of PostGIS has to be found on anybody's search path.
 */
#ifndef ORM_BASE_GEOMETRY_H
#define ORM_BASE_GEOMETRY_H

#include "base/json.h"

/* Appends the binary form of a GeoJSON object.  A geometry without "crs" is in EPSG:4326, as
 * RFC 7946 and ST_GeomFromGeoJSON() have it; a third number of any position makes all of them
 * three-dimensional.  False where it is none: `wrong` says why. */
bool orm_geometry_write_hex(orm_arena *arena, orm_buffer *out, const orm_json *node,
                            const char **wrong);

/* Appends the GeoJSON of such a form, its "crs" first where it has one.  False, and nothing
 * appended, where GeoJSON has no such geometry (curves, surfaces). */
bool orm_geometry_write_json(orm_buffer *out, orm_text hex);

#endif

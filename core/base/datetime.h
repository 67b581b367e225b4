/* datetime.h - instants, days and times of day as text.
 *
 * Instants are microseconds since 1970-01-01 00:00 UTC in the proleptic Gregorian calendar, years
 * 0001 to 9999.  Reading takes ISO 8601 (date alone, 'T' or a blank before the time, with or
 * without a zone: none means UTC) and RFC 2822.  A day or time that does not exist is no date. */
#ifndef ORM_BASE_DATETIME_H
#define ORM_BASE_DATETIME_H

#include "base/buffer.h"

/* Reads an instant; false when the text as a whole is none. */
bool orm_instant_read(orm_text text, int64_t *micros);

/* 2024-02-29T12:00:00.000Z: three fraction digits, six where there are microseconds. */
void orm_instant_write_iso(orm_buffer *buffer, int64_t micros);

/* 2024-02-29 12:00:00.000 +00:00: as Sequelize stores it on SQLite. */
void orm_instant_write_stored(orm_buffer *buffer, int64_t micros);

/* Whether the instant's year is one of 0001 to 9999. */
bool orm_instant_fits(int64_t micros);

/* Reads a day, or the day of an instant (in UTC): days since 1970-01-01. */
bool orm_day_read(orm_text text, int64_t *days);
void orm_day_write(orm_buffer *buffer, int64_t days);

/* Reads HH:MM, HH:MM:SS or HH:MM:SS.ffffff; microseconds since midnight. */
bool orm_time_read(orm_text text, int64_t *micros);

/* HH:MM:SS with at most six fraction digits and no trailing zeros. */
void orm_time_write(orm_buffer *buffer, int64_t micros);

#define ORM_MICROS_PER_SECOND INT64_C(1000000)
#define ORM_MICROS_PER_DAY    (INT64_C(86400) * ORM_MICROS_PER_SECOND)

#endif

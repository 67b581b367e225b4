/* datetime.c - instants, days and times of day as text.  See datetime.h. */
#include "base/datetime.h"

/* ---- the calendar: days since 1970-01-01 from and to year, month, day */

typedef struct civil {
    int64_t year;
    int month;
    int day;
} civil;

/* Eras of 400 years that begin on 1 March, so that the leap day is the last of its year. */
static int64_t days_from_civil(civil date)
{
    int64_t year = date.year - (date.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = date.month + (date.month > 2 ? -3 : 9);
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

static civil civil_from_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    civil date;

    date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = year_of_era + era * 400 + (date.month <= 2);
    return date;
}

static bool exists(civil date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;

    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    return date.day <= lengths[date.month - 1] + (date.month == 2 && is_leap);
}

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

/* ---- reading */

typedef struct scanner {
    const char *at;
    const char *end;
} scanner;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool take_char(scanner *s, char c)
{
    if (s->at >= s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* Exactly `count` digits. */
static bool take_digits(scanner *s, int count, int64_t *out)
{
    *out = 0;
    if (s->end - s->at < count)
        return false;
    for (int i = 0; i < count; i++) {
        if (!is_digit(s->at[i]))
            return false;
        *out = *out * 10 + (s->at[i] - '0');
    }
    s->at += count;
    return true;
}

/* Exactly two digits. */
static inline bool take_two(scanner *s, int64_t *out)
{
    unsigned tens, ones;

    if (s->end - s->at < 2)
        return false;
    tens = (unsigned)s->at[0] - '0';
    ones = (unsigned)s->at[1] - '0';
    *out = tens * 10 + ones;
    s->at += 2;
    return tens < 10 && ones < 10;
}

/* Digits of a fraction, as microseconds; further digits are cut. */
static bool take_fraction(scanner *s, int64_t *micros)
{
    int64_t unit = ORM_MICROS_PER_SECOND;
    const char *from = s->at;

    *micros = 0;
    for (; s->at < s->end && is_digit(*s->at); s->at++)
        if (unit > 1) {
            unit /= 10;
            *micros += (*s->at - '0') * unit;
        }
    return s->at > from;
}

static bool take_date(scanner *s, civil *date)
{
    int64_t century, year, month, day;

    if (!take_two(s, &century) || !take_two(s, &year) || !take_char(s, '-') ||
        !take_two(s, &month) || !take_char(s, '-') || !take_two(s, &day))
        return false;
    date->year = century * 100 + year;
    date->month = (int)month;
    date->day = (int)day;
    return exists(*date);
}

static bool take_time(scanner *s, int64_t *micros)
{
    int64_t hour, minute, second = 0, fraction = 0;

    if (!take_two(s, &hour) || !take_char(s, ':') || !take_two(s, &minute))
        return false;
    if (take_char(s, ':')) {
        if (!take_two(s, &second))
            return false;
        if ((take_char(s, '.') || take_char(s, ',')) && !take_fraction(s, &fraction))
            return false;
    }
    *micros = ((hour * 60 + minute) * 60 + second) * ORM_MICROS_PER_SECOND + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

/* Z, +HH, +HHMM, +HH:MM, or nothing: UTC. */
static bool take_zone(scanner *s, int64_t *offset)
{
    int64_t hours, minutes = 0;
    bool is_west;

    *offset = 0;
    if (s->at == s->end || take_char(s, 'Z') || take_char(s, 'z'))
        return true;
    is_west = *s->at == '-';
    if (!take_char(s, '+') && !take_char(s, '-'))
        return false;
    if (!take_two(s, &hours))
        return false;
    if ((take_char(s, ':') || s->at < s->end) && !take_two(s, &minutes))
        return false;
    *offset = (hours * 60 + minutes) * 60 * ORM_MICROS_PER_SECOND;
    if (is_west)
        *offset = -*offset;
    return hours < 24 && minutes < 60;
}

static bool read_iso(scanner s, int64_t *micros)
{
    civil date;
    int64_t time = 0, offset = 0;

    if (!take_date(&s, &date))
        return false;
    if (s.at < s.end) {
        if (!take_char(&s, 'T') && !take_char(&s, 't') && !take_char(&s, ' '))
            return false;
        if (!take_time(&s, &time))
            return false;
        if (take_char(&s, ' ') && s.at == s.end)
            return false;
        if (!take_zone(&s, &offset))
            return false;
    }
    *micros = days_from_civil(date) * ORM_MICROS_PER_DAY + time - offset;
    return s.at == s.end;
}

/* ---- RFC 2822: "Mon, 02 Jan 2012 03:04:05 +0100" */

static void skip_blanks(scanner *s)
{
    while (s->at < s->end && *s->at == ' ')
        s->at++;
}

static bool take_word(scanner *s, const char *words, int count, int *index)
{
    for (int i = 0; i < count; i++) {
        orm_text given = {s->at, s->end - s->at < 3 ? 0 : 3};

        if (orm_text_equal_ascii_fold(given, (orm_text){words + 3 * i, 3})) {
            s->at += 3;
            *index = i;
            return true;
        }
    }
    return false;
}

static bool take_rfc_zone(scanner *s, int64_t *offset)
{
    static const char zones[] = "GMTUTCESTEDTCSTCDTMSTMDTPSTPDT";
    static const int hours[] = {0, 0, -5, -4, -6, -5, -7, -6, -8, -7};
    int index;

    if (take_word(s, zones, 10, &index)) {
        *offset = hours[index] * 3600 * ORM_MICROS_PER_SECOND;
        return true;
    }
    return s->at < s->end && take_zone(s, offset);
}

static bool read_rfc(scanner s, int64_t *micros)
{
    civil date;
    int64_t day, time, offset;
    int month, weekday;

    if (take_word(&s, "MonTueWedThuFriSatSun", 7, &weekday) && !take_char(&s, ','))
        return false;
    skip_blanks(&s);
    if (!take_digits(&s, 2, &day) && !take_digits(&s, 1, &day))
        return false;
    skip_blanks(&s);
    if (!take_word(&s, "JanFebMarAprMayJunJulAugSepOctNovDec", 12, &month))
        return false;
    skip_blanks(&s);
    if (!take_digits(&s, 4, &date.year))
        return false;
    skip_blanks(&s);
    if (!take_time(&s, &time))
        return false;
    skip_blanks(&s);
    if (!take_rfc_zone(&s, &offset))
        return false;
    date.month = month + 1;
    date.day = (int)day;
    *micros = days_from_civil(date) * ORM_MICROS_PER_DAY + time - offset;
    return s.at == s.end && exists(date);
}

bool orm_instant_read(orm_text text, int64_t *micros)
{
    scanner s = {text.data, text.data + text.length};

    return (read_iso(s, micros) || read_rfc(s, micros)) && orm_instant_fits(*micros);
}

bool orm_instant_fits(int64_t micros)
{
    int64_t first = days_from_civil((civil){1, 1, 1}) * ORM_MICROS_PER_DAY;
    int64_t behind = days_from_civil((civil){10000, 1, 1}) * ORM_MICROS_PER_DAY;

    return micros >= first && micros < behind;
}

bool orm_day_read(orm_text text, int64_t *days)
{
    int64_t micros;

    if (!orm_instant_read(text, &micros))
        return false;
    *days = floor_divide(micros, ORM_MICROS_PER_DAY);
    return true;
}

bool orm_time_read(orm_text text, int64_t *micros)
{
    scanner s = {text.data, text.data + text.length};

    return take_time(&s, micros) && s.at == s.end;
}

/* ---- writing */

static char *put_digits(char *out, uint32_t value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + count;
}

static char *put_two(char *out, uint32_t value)
{
    out[0] = (char)('0' + value / 10);
    out[1] = (char)('0' + value % 10);
    return out + 2;
}

static char *put_day(char *out, int64_t days)
{
    civil date = civil_from_days(days);

    out = put_two(out, (uint32_t)date.year / 100);
    out = put_two(out, (uint32_t)date.year % 100);
    *out++ = '-';
    out = put_two(out, (uint32_t)date.month);
    *out++ = '-';
    return put_two(out, (uint32_t)date.day);
}

static char *put_clock(char *out, int64_t micros)
{
    uint32_t seconds = (uint32_t)(micros / ORM_MICROS_PER_SECOND);

    out = put_two(out, seconds / 3600);
    *out++ = ':';
    out = put_two(out, seconds / 60 % 60);
    *out++ = ':';
    return put_two(out, seconds % 60);
}

/* Date, time and fraction, with `between` the two. */
static char *put_instant(char *out, int64_t micros, char between)
{
    int64_t days = floor_divide(micros, ORM_MICROS_PER_DAY);
    int64_t time = micros - days * ORM_MICROS_PER_DAY;
    uint32_t fraction = (uint32_t)(time % ORM_MICROS_PER_SECOND);

    out = put_day(out, days);
    *out++ = between;
    out = put_clock(out, time);
    *out++ = '.';
    return fraction % 1000 ? put_digits(out, fraction, 6) : put_digits(out, fraction / 1000, 3);
}

void orm_instant_write_iso(orm_buffer *buffer, int64_t micros)
{
    char text[40];
    char *end = put_instant(text, micros, 'T');

    *end++ = 'Z';
    orm_buffer_bytes(buffer, text, (size_t)(end - text));
}

void orm_instant_write_stored(orm_buffer *buffer, int64_t micros)
{
    char text[40];
    char *end = put_instant(text, micros, ' ');

    memcpy(end, " +00:00", 7);
    orm_buffer_bytes(buffer, text, (size_t)(end + 7 - text));
}

void orm_day_write(orm_buffer *buffer, int64_t days)
{
    char text[16];

    orm_buffer_bytes(buffer, text, (size_t)(put_day(text, days) - text));
}

void orm_time_write(orm_buffer *buffer, int64_t micros)
{
    char text[24];
    char *end = put_clock(text, micros);

    if (micros % ORM_MICROS_PER_SECOND) {
        *end++ = '.';
        end = put_digits(end, (uint32_t)(micros % ORM_MICROS_PER_SECOND), 6);
        while (end[-1] == '0')
            end--;
    }
    orm_buffer_bytes(buffer, text, (size_t)(end - text));
}

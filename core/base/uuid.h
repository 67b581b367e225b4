/* uuid.h - new UUIDs, in lower case (RFC 9562). */
#ifndef ORM_BASE_UUID_H
#define ORM_BASE_UUID_H

#include "base/text.h"

enum { ORM_UUID_LENGTH = 36 };

/* `random` is 16 strong random bytes, `micros` the time since 1970. */
void orm_uuid_v4(const uint8_t random[16], char out[ORM_UUID_LENGTH]);

/* By time: 60 bits of 100 ns since 1582, a random node and clock sequence. */
void orm_uuid_v1(const uint8_t random[16], int64_t micros, char out[ORM_UUID_LENGTH]);

/* By time in its order: 48 bits of milliseconds since 1970, the rest random. */
void orm_uuid_v7(const uint8_t random[16], int64_t micros, char out[ORM_UUID_LENGTH]);

#endif

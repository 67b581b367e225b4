/* uuid.c - new UUIDs.  See uuid.h. */
#include "base/uuid.h"

static void write_text(const uint8_t bytes[16], char out[ORM_UUID_LENGTH])
{
    static const char hex[] = "0123456789abcdef";

    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = hex[bytes[i] >> 4];
        *out++ = hex[bytes[i] & 15];
    }
}

/* Sets the bits that say which kind of UUID it is. */
static void finish(uint8_t bytes[16], int version, char out[ORM_UUID_LENGTH])
{
    bytes[6] = (uint8_t)((bytes[6] & 0x0f) | version << 4);
    bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
    write_text(bytes, out);
}

void orm_uuid_v4(const uint8_t random[16], char out[ORM_UUID_LENGTH])
{
    uint8_t bytes[16];

    memcpy(bytes, random, sizeof bytes);
    finish(bytes, 4, out);
}

void orm_uuid_v1(const uint8_t random[16], int64_t micros, char out[ORM_UUID_LENGTH])
{
    /* 100 ns between 1582-10-15 and 1970-01-01; the last digit is random, to tell calls apart */
    uint64_t time = (uint64_t)micros * 10 + random[0] % 10 + UINT64_C(0x01B21DD213814000);
    uint8_t bytes[16];

    memcpy(bytes, random, sizeof bytes);
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(time >> (24 - 8 * i));
    bytes[4] = (uint8_t)(time >> 40);
    bytes[5] = (uint8_t)(time >> 32);
    bytes[6] = (uint8_t)(time >> 56);
    bytes[7] = (uint8_t)(time >> 48);
    bytes[10] |= 1; /* no hardware's address: the multicast bit */
    finish(bytes, 1, out);
}

void orm_uuid_v7(const uint8_t random[16], int64_t micros, char out[ORM_UUID_LENGTH])
{
    uint64_t millis = (uint64_t)micros / 1000;
    uint8_t bytes[16];

    memcpy(bytes, random, sizeof bytes);
    for (int i = 0; i < 6; i++)
        bytes[i] = (uint8_t)(millis >> (40 - 8 * i));
    finish(bytes, 7, out);
}

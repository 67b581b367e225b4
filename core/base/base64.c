/* base64.c - bytes as text for URLs.  See base64.h. */
#include "base/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void orm_base64_write(orm_buffer *out, orm_text bytes)
{
    uint32_t bits = 0;
    int count = 0;

    for (size_t i = 0; i < bytes.length; i++) {
        bits = bits << 8 | (uint8_t)bytes.data[i];
        for (count += 8; count >= 6; count -= 6)
            orm_buffer_char(out, alphabet[bits >> (count - 6) & 63]);
    }
    if (count)
        orm_buffer_char(out, alphabet[bits << (6 - count) & 63]);
}

bool orm_base64_read(orm_arena *arena, orm_text text, orm_text *bytes)
{
    char *out = orm_alloc(arena, text.length + 1);
    size_t length = 0;
    uint32_t bits = 0;
    int count = 0;

    for (size_t i = 0; i < text.length; i++) {
        const char *place = text.data[i] ? strchr(alphabet, text.data[i]) : NULL;

        if (place == NULL)
            return false;
        bits = bits << 6 | (uint32_t)(place - alphabet);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out[length++] = (char)(bits >> count & 255);
        }
    }
    *bytes = (orm_text){out, length};
    return count < 6;
}

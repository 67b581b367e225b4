/* test_uuid.c - new UUIDs (RFC 9562). */
#include "fake_host.h"

#include "base/uuid.h"

static const uint8_t zeroes[16];
static const uint8_t ones[16] = {255, 255, 255, 255, 255, 255, 255, 255,
                                 255, 255, 255, 255, 255, 255, 255, 255};
static const uint8_t counted[16] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                    0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};

static orm_text text_of(const char out[ORM_UUID_LENGTH])
{
    return (orm_text){out, ORM_UUID_LENGTH};
}

static void test_v4(void **state)
{
    char out[ORM_UUID_LENGTH];

    (void)state;
    orm_uuid_v4(counted, out);
    assert_text(text_of(out), "00112233-4455-4677-8899-aabbccddeeff");
    orm_uuid_v4(zeroes, out);
    assert_text(text_of(out), "00000000-0000-4000-8000-000000000000");
    orm_uuid_v4(ones, out);
    assert_text(text_of(out), "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

/* The example of RFC 9562, A.6: 2022-02-22 19:22:22 UTC is 0x017F22E279B0 ms. */
static void test_v7(void **state)
{
    char out[ORM_UUID_LENGTH], later[ORM_UUID_LENGTH];

    (void)state;
    orm_uuid_v7(counted, INT64_C(1645557742000000), out);
    assert_text(text_of(out), "017f22e2-79b0-7677-8899-aabbccddeeff");
    orm_uuid_v7(zeroes, INT64_C(1645557742001000), later);
    assert_true(orm_text_compare(text_of(out), text_of(later)) < 0); /* by time, as text */
    orm_uuid_v7(zeroes, 0, out);
    assert_text(text_of(out), "00000000-0000-7000-8000-000000000000");
}

/* The example of RFC 9562, A.1: 2022-02-22 19:22:22 UTC is 0x1EC9414C232AB00 times 100 ns. */
static void test_v1(void **state)
{
    char out[ORM_UUID_LENGTH];

    (void)state;
    orm_uuid_v1(zeroes, INT64_C(1645557742000000), out);
    assert_text(text_of(out), "c232ab00-9414-11ec-8000-010000000000");
}

/* A random node has the multicast bit, which no hardware address has. */
static void test_v1_node(void **state)
{
    char out[ORM_UUID_LENGTH];

    (void)state;
    orm_uuid_v1(ones, 0, out);
    assert_memory_equal(out + 14, "1", 1);
    assert_memory_equal(out + 19, "bfff-ffffffffffff", 17);
    orm_uuid_v1(zeroes, 0, out);
    assert_memory_equal(out + 24, "01", 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_v4),
        cmocka_unit_test(test_v7),
        cmocka_unit_test(test_v1),
        cmocka_unit_test(test_v1_node),
    };

    return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}

#include "labels.h"
#include "unit.h"

/* The sides that evidence gets, as "lr…". */
static void expect(struct evidence *found, size_t count, const char *sides) {
    unsigned char side[16];
    char said[17] = "";
    labels_find(side, found, count);
    for (size_t i = 0; i < count; i++)
        said[i] = side[i] ? 'r' : 'l';
    assert_string_equal(said, sides);
}

static struct evidence sure(double odds) { return (struct evidence){.odds = odds, .words = 20}; }
static struct evidence line(uint32_t number, double odds) { return (struct evidence){.odds = odds, .words = 1, .line = number}; }

static void what_says_nothing_stays(void **state) {
    (void)state;
    struct evidence found[] = {sure(10), line(1, 0), sure(10), sure(-10), line(2, 0), sure(-10)};
    expect(found, 6, "lllrrr");
}

static void a_list_holds_together(void **state) {
    (void)state;
    struct evidence found[] = {sure(-10), sure(2), sure(-2), sure(2), sure(-10)};
    for (size_t i = 1; i < 4; i++)
        found[i].list = found;
    expect(found, 5, "rrrrr");
    assert_false(found[1].tied);
    assert_true(found[2].tied);
}

static void names_say_no_more_than_one(void **state) {
    (void)state;
    struct evidence found[] = {sure(-10), line(1, 2), line(2, 2), line(3, 2), line(4, 2), sure(-10)};
    for (size_t i = 1; i < 5; i++)
        found[i].list = found;
    expect(found, 6, "rllllr");
    for (size_t i = 1; i < 5; i++)
        found[i] = (struct evidence){.odds = 2, .words = 2, .list = found, .names = true};
    expect(found, 6, "rrrrrr");
    assert_true(found[1].names);
}

static void what_stands_twice_stands_once_in_each(void **state) {
    (void)state;
    struct evidence halves[] = {line(1, .5), sure(10), sure(10), line(1, .5), sure(-10), sure(-10)};
    expect(halves, 6, "lllrrr");
    struct evidence refrain[] = {line(1, 2), sure(10), line(1, 2), sure(10), sure(-10), sure(-10)};
    expect(refrain, 6, "llllrr");
    struct evidence cells[] = {line(1, .5), sure(10), line(1, .5), sure(-10)};
    cells[0].list = cells[1].list = cells[2].list = cells;
    expect(cells, 4, "lllr");
}

static void the_same_numbers_are_in_the_other_language(void **state) {
    (void)state;
    struct evidence found[] = {sure(10), sure(-2), sure(10), sure(10)};
    expect(found, 4, "llll");
    found[0].numbers = found[1].numbers = 1; /* 4 patatas, 6 huevos; 4 potatoes, 6 eggs */
    expect(found, 4, "lrll");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_says_nothing_stays),
        cmocka_unit_test(a_list_holds_together),
        cmocka_unit_test(names_say_no_more_than_one),
        cmocka_unit_test(what_stands_twice_stands_once_in_each),
        cmocka_unit_test(the_same_numbers_are_in_the_other_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "language_data.h"
#include <string.h>

static const struct language_data known[] = {
    {"fr", " fr fra fre french francais français ",
     " m mm mme mmes mlle mlles dr pr st ste mgr p pp ex cf etc vol no n° art env av bd tél réf "
     "fig chap éd apr ",
     " le la les l un une des du de d au aux que qui ce cette ces ne son sa ses leurs notre nos "
     "votre vos mon ma mes je très ",
     " en par pour sur dans avec sans sous se leur il elle ils elles nous on est sont était a ont "
     "plus si à ",
     " et ou mais ", NULL, " ; : ! ? » › ", " « ‹ ", false},
    {"en", " en eng english anglais ",
     " mr mrs ms dr prof st jr sr vs etc e.g i.e eg ie no nos vol fig inc ltd co p pp cf ca approx "
     "dept est gen gov rev capt col lt sgt ",
     " a an the of from your our their its this these those my his her into than if so that which "
     "who can will would ",
     " to in for with by at on is are was were be been as not it we you they i he she about have "
     "has had no ",
     " and or but ", NULL, NULL, NULL, false},
    {"de", " de deu ger german deutsch allemand ",
     " dr prof nr bzw z.b d.h u.a usw vgl ca str st evtl ggf inkl abs bd hr fr s ",
     " der die das den dem des ein eine einen einem einer eines mein sein ihr unser dieser diese "
     "dieses zu zum zur im am vom beim ",
     " in von mit auf für an bei nach aus über ist sind war nicht es er sie wir ich sich als wie "
     "dass ",
     " und oder aber ", " s n en es e ", NULL, NULL, true},
    {"es", " es spa spanish espanol español espagnol castellano ",
     " sr sra srta dr dra d ud uds etc p pp ej núm vol art av ",
     " el la los las un una unos unas de del al que quien su sus mi mis tu este esta estos estas "
     "lo ",
     " a en por para con sin sobre se es son era no yo él ella nos le les como más muy si ",
     " y e o u pero ", NULL, NULL, NULL, false},
    {"it", " it ita italian italiano italien ",
     " sig sigg dott prof on avv ing ecc p pp es vol art n tel ",
     " il lo la i gli le un uno una di del dello della dei degli delle al alla dal dalla nel nella "
     "che chi suo sua suoi questo questa ",
     " a in per con da su tra fra si è sono era non io noi come più molto se ", " e ed o ma ",
     NULL, NULL, NULL, false},
    {"pt", " pt por portuguese portugues português portugais ",
     " sr sra dr dra d prof etc p pp ex n vol art av ",
     " o a os as um uma de do da dos das no na nos nas ao à que quem seu sua seus suas este esta "
     "esse essa meu minha ",
     " em por para com sem sobre se é são era não eu ele ela nós como mais muito ", " e ou mas ",
     NULL, NULL, NULL, false},
    {"nl", " nl nld dut dutch nederlands neerlandais néerlandais ",
     " dhr mevr dr prof drs mr ir ing enz bijv o.a d.w.z blz nr ca ",
     " de het een van zijn haar ons onze mijn uw deze dit die dat te ",
     " in op met voor aan bij door naar uit over is was niet er ik hij zij we wij als om ",
     " en of maar ", " s en e ", NULL, NULL, false},
    {"ja", " ja jpn japanese japonais 日本語 ", " ", " ", " ", " ", " ", NULL, NULL, false},
    {"zh", " zh zho chi chinese chinois 中文 汉语 漢語 ", " ", " ", " ", " ", NULL, NULL, NULL, false},
    {"", " ", " ", " ", " ", " ", NULL, NULL, NULL, false},
};
enum { KNOWN = sizeof known / sizeof *known };

const struct language_data *language_data(const char *tag) {
    size_t length = strcspn(tag, "-_");
    for (size_t i = 0; i + 1 < KNOWN; i++)
        if (strlen(known[i].tag) == length && !strncmp(known[i].tag, tag, length))
            return &known[i];
    return &known[KNOWN - 1];
}

bool language_list_has(const char *list, const char *word, size_t length) {
    if (!length || memchr(word, 0, length))
        return false;
    for (const char *at = list; (at = strchr(at, *word)); at++)
        if (at > list && at[-1] == ' ' && !strncmp(at, word, length) && at[length] == ' ')
            return true;
    return false;
}

const char *const *language_tags(void) {
    static const char *const tags[] = {"fr", "en", "de", "es", "it", "pt", "nl", NULL};
    return tags;
}

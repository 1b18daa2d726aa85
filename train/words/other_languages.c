/*
 * The words that every text of its language has, by heart: German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
 * Danish and Norwegian, Polish, Russian, Ukrainian. So that in their articles, too, a run of such words is no passage.
 */
#include "other_languages.h"

const char other_languages_words[] =
    /* German */
    "der die das den dem des ein eine einen einem einer eines und oder aber auch als wie wenn weil dass ob nicht kein "
    "keine nur noch schon sehr mehr so zu zum zur mit von vom vor nach bei beim aus an am auf für im in ins über unter "
    "um "
    "durch gegen ohne zwischen seit bis ist sind war waren sei wird werden wurde wurden worden hat haben hatte hatten "
    "kann "
    "können konnte soll sollen sollte muss müssen will wollen er sie es ich wir ihr man sich sein seine seinen seiner "
    "ihre "
    "ihren ihrer dieser diese dieses diesem diesen dort hier heute jetzt dann da was wer wo unser alle alles etwa rund "
    "sagte "
    /* French */
    "le la les l'a un une des du de d'un d'une et ou mais où donc que qui quoi dont ce cet cette ces il elle ils elles "
    "on nous "
    "vous je tu se sa son ses leur leurs notre votre ne pas plus moins très aussi bien comme si quand pour par sur "
    "sous dans "
    "avec sans chez entre vers depuis pendant avant après contre est sont était étaient été être a ont avait avaient "
    "avoir "
    "sera seront fait faire peut peuvent doit tout tous toute toutes même autre autres encore déjà ainsi alors selon "
    "qu'il "
    "qu'elle qu'on c'est n'est n'a s'est deux ans au aux "
    /* Spanish */
    "el los las una unos unas del al y o u pero sino que quien cual donde cuando como porque si no sí muy más menos ya "
    "también tan tanto este esta estos estas ese esa eso esto aquel su sus mi nuestro le lo les se me nos yo él ella "
    "ellos ellas "
    "por para con sin sobre entre desde hasta hacia según contra durante tras ante es son era eran fue fueron ser sido "
    "está "
    "están estaba estar ha han había haber hay hace hacer puede pueden todo todos toda todas otro otra otros otras dos "
    "años "
    /* Italian */
    "il gli i uno degli delle della dello dei dal dalla dai nel nella nei nelle sul sulla col ed ma anche che chi cui "
    "non più "
    "meno molto già ancora solo come quando dove perché se questo questa questi queste quello quella suo sua suoi loro "
    "noi voi "
    "lui lei io ci si vi mi per con su tra fra da di a è sono era erano stato stata stati essere ha hanno aveva avere "
    "può "
    "possono fatto fare tutti tutto ogni altro altri dopo prima contro secondo due anni "
    /* Portuguese */
    "os as um uma uns umas do da dos das no na nos nas ao aos à às pelo pela e mas também que quem onde quando como "
    "porque "
    "não sim muito mais menos já ainda só este esta isto esse essa isso aquele seu sua seus suas ele ela eles elas eu "
    "nós você "
    "para por com sem sobre entre desde até contra após foi foram ser sido é são está estão estava ter tem têm tinha "
    "há pode "
    "podem todo todos outra outros dois "
    /* Dutch */
    "de het een en of maar ook als dan dat die dit deze er hij zij ze wij we ik je u hun hem haar zijn zich niet geen "
    "nog al "
    "meer zeer te ten ter met van voor naar bij uit aan op om door tegen zonder tussen sinds tot over onder is was "
    "waren wordt "
    "worden werd werden heeft hebben had hadden kan kunnen moet zal zou zouden wel waar wat wie toen nu hier daar "
    /* Swedish, Danish, Norwegian */
    "och eller men att som när om inte ej också är var varit vara blir blev har hade kan ska skulle den det de ett en "
    "jag du "
    "han hon vi ni de dem sig sin sitt sina på av för från till med utan mellan efter före under över mot vid hos här "
    "där nu "
    "og att ikke også er været være bliver ble blevet skal ville den det dette disse jeg hun dem seg sit av af fra "
    "uden uten "
    "efter etter før mot mod ved hvor hva hvad hvem "
    /* Polish */
    "i oraz lub ale że żeby gdy kiedy jak jako nie tak też także już jeszcze tylko bardzo więcej to ten ta te tego tej "
    "tym tych "
    "który która które których się jego jej ich mu go on ona oni my wy ja w we na do od za z ze o po przy przed przez "
    "dla bez "
    "pod nad między jest są był była było były być będzie może mogą ma mają miał czy co kto gdzie "
    /* Russian and Ukrainian */
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня "
    "еще нет о "
    "из ему теперь когда даже ну ли если уже или ни быть был него до вас ни них была под для мы их чем без чтобы будет "
    "это этот "
    "этого при об также который которые которая после над между через год года "
    "і й та що він вона вони не на за з із до від про як але або це цей для під час був була було були є його її їх ми "
    "ви у при ";

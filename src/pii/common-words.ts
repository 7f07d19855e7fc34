/**
 * Words that end a name or an e-mail's local part when speech carries no capitals: "my name is john and i …".
 * Words that are first names as well (will, mark, grace, may, june …) are left out on purpose: hiding one too many
 * is the safe error.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the this that these those here there and or but so if then than because as of in on at by for from to with ' +
    'without about into over under after before up down out off again i me my mine you your yours he him his she her ' +
    "it its it's we us our they them their who whom whose what which when where why how i'm i'd i'll i've you're " +
    "you've you'll he's she's we're they're that's what's there's let's don't doesn't didn't can't won't isn't wasn't " +
    'am is are was were be been being do does did done doing have has had having can could would should shall ' +
    'may might must get got getting give gave given go goes going gone come came take took make made need needs ' +
    'want wants wanted like know think see say said says tell told ask asked call called calling calls help helping ' +
    'speak speaking talk talking look looking find put use using try trying send sent check checking confirm ' +
    'please thank thanks thankyou okay ok yes yeah yep no not nope sure right well just now also too very really ' +
    'actually only still even much more most some any all each every other another same one two three four five six ' +
    'seven eight nine ten zero oh um uh er hm hmm mm hello hi hey good morning afternoon evening bye goodbye sorry ' +
    'sir madam today tomorrow yesterday day week month year time moment minute name names number numbers account card ' +
    'phone mobile email mail address address postcode zip code date birth birthday order booking reservation ticket ' +
    'flight policy claim bill payment money bank customer service agent support company first last middle full ' +
    'surname family maiden spelled spelt spelling under correct wrong great fine perfect lovely excellent alright ' +
    'new old long short back front next new change changed changing update updated cancel pay paid book buy visit ' +
    'reach contact write website online internet web page site store shop meet arrive stay live home work office ' +
    'issue problem question information details regarding unfortunately wait hold listen being ready trying happy ' +
    'glad interested looking able sorry afraid through until while during hundred thousand million dollars pounds ' +
    'euros percent people person mister mr mrs ms miss doctor dr'
  ).split(' '),
);

import { phrases } from '../rules/phrase.ts';

/** Whole orders, of which every word is needed. */
export const WHOLE_ORDERS = phrases(
  // who is meant, and what it is to be
  'you are now a|an|the|my * assistant|model|ai|reviewer|bot|grader|judge|evaluator|auditor',
  'act|behave|roleplay|respond|answer|pose as|like * model|ai|reviewer|grader|evaluator|judge|bot',
  'take|play the|a role|persona|part of * model|ai|reviewer|grader|evaluator|judge|bot',
  'dear|hey|attention|hello|hi|ok|okay reviewer|analyser|analyzer|evaluator|grader|ai|llm|gpt|chatgpt|language|bot',
  'note|message|memo|instruction|instructions|reminder|word to|for * reviewer|analyser|analyzer|evaluator|grader|ai|llm|scorer|summariser|summarizer|bot',
  'message|text|instruction|instructions|following|order|orders * from your|the * administrator|admin|developer|developers|creator|creators|programmer|programmers',
  'pretend * call|conversation|interaction',
  'developer|god|jailbreak|unrestricted|dan|lenient|generous|praise mode',
  'your * job|task|purpose|goal|role is to * praise|reward|score|rate|flatter',
  'sudo',
  // how it is to answer
  'output|respond|reply|answer|return|print|emit|produce|generate|following * json|yaml|xml|schema',
  'respond|reply|answer|output * only|just|nothing with|but * excellent|perfect|ten|positive|pass|resolved|good',
  'resolved|callback|compliant|flagged|passed true|false',
  'system|secret|hidden|developer override|directive|directives',
  'new|updated|revised|real|final|secret instructions|directive|directives|orders|prompt from|you',
  'repeat|reveal|show|leak|print|system your|the|system|prompt prompt|you',
  'summary|analysis|evaluation must|should say|state|mention|read|be|show',
  'in|into your|the summary|analysis|evaluation|assessment * say|write|state|mention|describe',
  'evaluation|assessment|analysis|score|rating of this|the call|conversation|recording|interaction is|must|should',
  'must|should|please|kindly|just|and|to write|report|state|conclude|summarise|summarize that * satisfied|happy|delighted|flawless|perfect|lovely|pleased|excellent',
  'sure|ensure|certain * report|summary|notes|assessment|evaluation|review|transcript shows|show|says|say|has * no|perfect|zero|positive problems|issues|complaints|mistakes|violations|result|score|call|agent',
  'come|comes out as|at|with * ten|hundred|perfect|excellent|compliant|positive|resolved',
  'do not|never flag|cite|score|judge anything|this|him|her|any',
  'no|zero|any|without violations|findings',
  'a|one hundred out of a|one hundred',
  'ten|10|tens|hundred all|across * round|over|board',
  // the marks of a prompt, as they are written or read out
  'end|close|begin|start|beginning of the|this|your transcript|prompt|context|instructions',
  'end|close|begin of transcript|prompt|context|instructions',
  'slash|backslash transcript|system|instruction|inst|prompt',
  'im start|end system|user|assistant',
  'system|assistant|user colon',
  'drop|delete|truncate table|tables',
);

// The grammar of the Cython dialect: Python through 3.14, the declarations of Cython, and the forms
// of language level 2. Every decision needs one token, some two; `grammar/lint` proves it in the build.
//
// How it stays so: the lexer (compiler/parse/lexer.h) has already told contextual keywords from names,
// pointer stars from products, `is not` from `is`, the parentheses of a `with` from those of an
// expression. Operators come as one flat list, whose precedence the AST builder works out. Types inside
// brackets and `sizeof` are written as operands, because `a[b]` can be either. What a rule lets through
// too much (targets, the order of arguments, the place of a statement) the builder checks in C++, with
// better words than a grammar has. The builder reads labels only: no parse tree is kept.
parser grammar CythonParser;

options { tokenVocab = CythonTokens; superClass = ParserBase; }

@header { #include "parser_base.h" }

// ---- what the builder asks for: one statement, or one line of a special block ----

oneStatement : body=statement EOF ;
oneDeclaration : body=declaration EOF ;
oneEnumLine : body=enumLine EOF ;
oneFusedLine : body=fusedLine EOF ;
oneCase : body=matchCase EOF ;

// ---- statements ----

statement
    : simple=simpleLine
    | branch=ifStatement
    | loop=whileStatement
    | iteration=forStatement
    | attempt=tryStatement
    | context=withStatement
    | selection=matchStatement
    | function=functionDefinition
    | pyclass=classDefinition
    | asynchronous=asyncStatement
    | decorated=decoratedDefinition
    | head=('cdef' | 'cpdef') cdecl=cdefBody
    | typedefinition=ctypedefStatement
    | attribute=propertyDefinition
    | compileif=compileTimeIf
    ;

// Inside `cdef:`, `cdef extern from`, struct, union and cppclass.
declaration
    : marks+=decorator* head=('cdef' | 'cpdef')? cdecl=cdefBody
    | typedefinition=ctypedefStatement
    | simple=declarationLine
    | compileif=declarationIf
    ;

declarationLine : (nothing='pass' | text=strings | definition=compileTimeDef) ';'? Newline ;

block
    : simple=simpleLine
    | Newline Indent (parts+=statement+ | deferred=Block) Dedent
    ;

declarationBlock
    : single=declaration
    | Newline Indent (parts+=declaration+ | deferred=Block) Dedent
    ;

simpleLine : parts+=simpleStatement (';' parts+=simpleStatement)* ';'? Newline ;

simpleStatement
    : expression=expressionStatement
    | word=('pass' | 'break' | 'continue')
    | word='return' values=expressionList?
    | word='yield' yielded=yieldRest
    | word='raise' (exc=test (',' arg=test (',' trace=test)? | 'from' cause=test)?)?
    | word=('global' | 'nonlocal') names+=name (',' names+=name)*
    | word='del' values=expressionList
    | word='assert' exc=test (',' arg=test)?
    | imports=importStatement
    | word='print' printed=printRest?
    | word='exec' code=bits ('in' arg=test (',' trace=test)?)?
    | word='type' target=name tparams=typeParameters? '=' exc=test
    | definition=compileTimeDef
    | inclusion=includeStatement
    ;

expressionStatement
    : first=expressionList
      ( op=AugAssign value=assignedValue
      | ':' annotation=test ('=' value=assignedValue)?
      | ('=' more+=assignedValue)+
      )?
    ;

assignedValue : yielding='yield' yielded=yieldRest | values=expressionList ;
yieldRest : from='from' source=test | values=expressionList | ;

importStatement
    : lazy='lazy'?
      ( word=('import' | 'cimport') modules+=importedModule (',' modules+=importedModule)*
      | 'from' dots+=('.' | '...')* module=dottedName? word=('import' | 'cimport')
        ( star='*'
        | '(' items+=importedName (',' items+=importedName)* ','? ')'
        | items+=importedName (',' items+=importedName)* trailing=','?
        )
      )
    ;
importedModule : module=dottedName ('as' alias=name)? ;
importedName : item=name ('as' alias=name)? ;

printRest
    : '>>' stream=test (',' values+=test)* trailing=','?
    | values+=test (',' values+=test)* trailing=','?
    ;

compileTimeDef : 'DEF' target=name '=' value=expressionList ;
includeStatement : 'include' path=strings ;

ifStatement
    : 'if' conditions+=namedTest ':' bodies+=block
      ('elif' conditions+=namedTest ':' bodies+=block)*
      ('else' ':' otherwise=block)?
    ;

whileStatement : 'while' condition=namedTest ':' body=block ('else' ':' otherwise=block)? ;

forStatement
    : 'for' items+=starTarget
      ( (',' items+=starTarget)* trailing=','? 'in' values=expressionList
      | 'from' from=bits rels+=relation middle=name rels+=relation to=bits ('by' step=bits)?
      | rels+=relation middle=name rels+=relation to=bits ('by' step=bits)?
      )
      ':' body=block ('else' ':' otherwise=block)?
    ;
relation : '<' | '<=' | '>' | '>=' ;

tryStatement
    : 'try' ':' body=block handlers+=exceptClause* ('else' ':' otherwise=block)?
      ('finally' ':' final=block)?
    ;
exceptClause
    : 'except' star='*'? (types+=test (',' types+=test)* ('as' target=test)?)? ':' body=block
    ;

withStatement
    : 'with'
      ( items+=withItem (',' items+=withItem)* ':' body=block
      | WithParen items+=withItem (',' items+=withItem)* ','? ')' ':' body=block
      | 'template' '[' templates+=name (',' templates+=name)* ']' ':' Newline Indent declared=declaration Dedent
      )
    ;
withItem : value=namedTest ('as' target=starTarget)? ;

asyncStatement : 'async' (function=functionDefinition | iteration=forStatement | context=withStatement) ;

matchStatement
    : 'match' subject=expressionList ':' Newline Indent (cases+=matchCase+ | deferred=Block) Dedent
    ;
matchCase : 'case' patterns=patternList ('if' guard=namedTest)? ':' body=block ;

patternList : items+=pattern (',' items+=pattern)* trailing=','? ;
pattern : star='*' target=name | choices+=closedPattern ('|' choices+=closedPattern)* ('as' target=name)? ;
closedPattern
    : prefixed=('-' | '+')? real=number (sign=('+' | '-') second=('-' | '+')? imaginary=number)?
    | literal=strings
    | constant=('None' | 'True' | 'False')
    | path=dottedName (call='(' (args+=classArgument (',' args+=classArgument)* ','?)? ')')?
    | opening=('(' | '[') inner=patternList? (')' | ']')
    | opening='{' (entries+=mappingEntry (',' entries+=mappingEntry)* ','?)? '}'
    ;
classArgument : keyword=name '=' value=pattern | value=pattern ;
mappingEntry : '**' rest=name | key=closedPattern ':' value=pattern ;
number : Int | Float | Imaginary ;

decorator : '@' value=namedTest Newline ;
decoratedDefinition
    : marks+=decorator+
      ( function=functionDefinition
      | 'async' asynchronous=functionDefinition
      | pyclass=classDefinition
      | head=('cdef' | 'cpdef') cdecl=cdefBody
      )
    ;

functionDefinition
    : 'def' identifier=name tparams=typeParameters? '(' params=parameters? ')'
      ('->' result_=test)? ':' body=block
    ;

classDefinition
    : 'class' identifier=name tparams=typeParameters? ('(' args=arguments? ')')? ':' body=block
    ;

typeParameters : '[' items+=typeParameter (',' items+=typeParameter)* ','? ']' ;
typeParameter : star=('*' | '**')? identifier=name (':' bound=test)? ('=' unpack='*'? value=test)? ;

propertyDefinition : 'property' identifier=name ':' body=block ;

compileTimeIf
    : 'IF' conditions+=expressionList ':' bodies+=block
      ('ELIF' conditions+=expressionList ':' bodies+=block)*
      ('ELSE' ':' otherwise=block)?
    ;
declarationIf
    : 'IF' conditions+=expressionList ':' bodies+=declarationBlock
      ('ELIF' conditions+=expressionList ':' bodies+=declarationBlock)*
      ('ELSE' ':' otherwise=declarationBlock)?
    ;

// ---- parameters ----

parameters : items+=parameter (',' items+=parameter)* ','? ;
parameter
    : star='*' (identifier=name (':' unpack='*'? annotation=test)?)?
    | star='**' identifier=name (':' annotation=test)?
    | slash='/'
    | base=ctype decl=closedDeclarator? (rule_=('not' | 'or') 'None')? (':' annotation=test)?
      ('=' (value=test | optional=('*' | '?')))?
    | varargs='...'
    ;

lambdaParameters : items+=lambdaParameter (',' items+=lambdaParameter)* ','? ;
lambdaParameter
    : star='*' identifier=name?
    | star='**' identifier=name
    | slash='/'
    | base=ctype decl=closedDeclarator? ('=' value=test)?
    ;

// ---- C declarations ----

cdefBody
    : flags+=cflag*
      ( 'import'? 'from' (header=strings | star='*') ('namespace' space=strings)? nogil='nogil'? ':'
        (externs=declarationBlock | used='*' cend)
      | nogil='nogil'? ':' members=declarationBlock
      | cclass=cclassDefinition
      | struct_=cstructDefinition
      | enumeration=cenumDefinition
      | cppclass=cppclassDefinition
      | fused=cfusedDefinition
      | single=cdeclaration
      )
    ;
cflag : 'extern' | 'public' | 'readonly' | 'api' | 'inline' ;
cend : ';'? Newline ;

ctypedefStatement
    : 'ctypedef' flags+=cflag*
      ( cclass=cclassDefinition
      | struct_=cstructDefinition
      | enumeration=cenumDefinition
      | cppclass=cppclassDefinition
      | fused=cfusedDefinition
      | single=cdeclaration
      )
    ;

cdeclaration
    : (base=ctype first=cinitialized? | bare=operatorDeclarator) (',' more+=cinitialized)* ','?
      ( ('->' result_=test)? ':' body=block | cend )
    ;
// `operator=(T&)` of a C++ class, without a type before it.
operatorDeclarator : identifier=OperatorName suffixes+=cdeclaratorSuffix+ tail+=functionTail* ;
cinitialized
    : decl=cdeclarator ('=' value=test)?
    | '=' value=test
    ;

cclassDefinition
    : 'class' path+=name ('.' path+=name)* ('as' alias=name)? ('(' args=arguments? ')')?
      (options_='[' (keys+=name values+=name (',' keys+=name values+=name)* ','?)? ']')?
      (':' body=block | cend)
    ;

cstructDefinition
    : packed='packed'? word=('struct' | 'union') identifier=name cname=strings?
      (':' body=declarationBlock | cend)
    ;

cenumDefinition
    : 'enum' scoped=('class' | 'struct')? identifier=name? cname=strings? ('(' underlying=ctype ')')?
      (':' body=enumBlock | cend)
    ;
enumBlock
    : single=enumLine
    | Newline Indent (lines+=enumLine+ | deferred=Block) Dedent
    ;
enumLine : (nothing='pass' | text=strings | items+=enumItem (',' items+=enumItem)* ','?) ';'? Newline ;
enumItem : identifier=memberName cname=strings? ('=' value=test)? ;

cppclassDefinition
    : 'cppclass' identifier=name cname=strings?
      ('[' templates+=templateParameter (',' templates+=templateParameter)* ','? ']')?
      ('(' bases+=ctype (',' bases+=ctype)* ','? ')')?
      nogil='nogil'? (':' body=declarationBlock | cend)
    ;
templateParameter : identifier=name (optional='=' '*')? ;

cfusedDefinition : 'fused' identifier=name ':' body=fusedBlock ;
fusedBlock
    : single=fusedLine
    | Newline Indent (lines+=fusedLine+ | deferred=Block) Dedent
    ;
fusedLine : (nothing='pass' | text=strings | type_=ctype decl=cdeclarator?) ';'? Newline ;

ctype
    : quals+=('const' | 'volatile')*
      ( words=typeWords
      | first=Name ('.' path+=name)*
      | tuple='(' items+=ctypeName (',' items+=ctypeName)* trailing=','? ')'
      )
      suffixes+=ctypeSuffix*
    ;
ctypeSuffix : open='[' args=subscripts? ']' ('.' members+=name)* ;
ctypeName : base=ctype decl=cdeclarator? ;

cdeclarator : shape=cdeclaratorShape tail+=functionTail* ;
// Where `>`, `or` or `not` can follow: the tail holds no expression.
closedDeclarator : shape=cdeclaratorShape tail+=closedTail* ;
cdeclaratorShape : pointed=pointerShape | core=cdeclaratorCore ;
pointerShape
    : pointers+=cpointer+ (core=cdeclaratorCore | '[' dimension=expressionList? close=']' suffixes+=cdeclaratorSuffix*)?
    ;
cdeclaratorCore
    : convention=CallingConvention? identifier=declaredName cname=strings? suffixes+=cdeclaratorSuffix*
    | cname=strings suffixes+=cdeclaratorSuffix*
    | '(' convention=CallingConvention? inner=pointerShape tail+=functionTail* ')' suffixes+=cdeclaratorSuffix*
    | '(' params=cparameters? ')' suffixes+=cdeclaratorSuffix*
    ;
cpointer : op=('*' | '**' | PointerStar) quals+=('const' | 'volatile' | 'restrict')* | op=('&' | '&&') ;
declaredName : Name | OperatorName ;
cdeclaratorSuffix
    : open='[' dimension=expressionList? ']'
    | open='(' params=cparameters? ')'
    ;
cparameters : items+=cparameter (',' items+=cparameter)* ','? ;
cparameter
    : varargs='...'
    | base=ctype decl=cdeclarator? (':' annotation=test)? ('=' (value=test | optional=('*' | '?')))?
    ;
functionTail : closed=closedTail | word='except' checked='?'? value=flat ;
closedTail
    : word='nogil'
    | word='noexcept'
    | word='const'
    | word='with' held=Name
    | word='except' (star='*' | plus=ExceptPlus (star='*' | handler=dottedName)?)
    ;

// ---- expressions ----

name : Name | CSign | CBasic ;
memberName : Name | CSign | CBasic | 'None' | 'True' | 'False' ; // `kind.None`, of a C++ enum
dottedName : path+=name ('.' path+=name)* ;

expressionList : items+=starItem (',' items+=starItem)* trailing=','? ;
starItem : star='*' starred=flat | value=test (op=':=' assigned=test)? ;
namedTest : value=test (op=':=' assigned=test)? ;

test
    : value=flat ('if' condition=flat 'else' otherwise=test)?
    | lambda='lambda' params=lambdaParameters? ':' result=test
    ;

// The operator before each operand of `rest` is the token before it. (A label would cost a field of the
// context for each operator.)
flat
    : first=operand
      ( ( 'or' | 'and' | 'in' | KwNotIn | 'is' | KwIsNot | '<' | '<=' | '>' | '>=' | '==' | '!='
        | '|' | '^' | '&' | '<<' | '>>' | '+' | '-' | '*' | '/' | '//' | '%' | '@' | '**' )
        rest+=operand )*
    ;

// Without comparisons and boolean operators: what stands before the `in` of a `for`.
bits
    : first=operand
      ( ('|' | '^' | '&' | '<<' | '>>' | '+' | '-' | '*' | '/' | '//' | '%' | '@' | '**') rest+=operand )*
    ;
starTarget : star='*'? value=bits ;

operand
    : prefixes+=prefix* waiting='await'? creation='new'?
      ( word=(Name | Int | Float | Imaginary | 'None' | 'True' | 'False' | '...')
      | ctype_=typeWords
      | literal=strings
      | display=enclosure
      | 'sizeof' '(' measured=test ')'
      )
      trailers+=trailer*
    ;
typeWords : signs+=CSign+ basic=CBasic? complex_='complex'? | basic=CBasic complex_='complex'? ;
prefix
    : op=('not' | '+' | '-' | '~' | '&' | 'const' | 'volatile')
    | op='<' type_=ctype decl=closedDeclarator? checked='?'? '>'
    ;

trailer
    : open='(' args=arguments? ')'
    | open='[' index=subscripts? ']'
    | open='.' attribute=memberName
    | open=PointerStar
    ;

arguments : items+=argument (',' items+=argument)* ','? ;
argument
    : star=('*' | '**') value=test
    | pointers+=PointerStar+
    | value=test (op=(':=' | '=') assigned=test)? loops+=comprehensionFor*
    ;

subscripts : items+=subscript (',' items+=subscript)* trailing=','? ;
subscript
    : star='*' starred=flat
    | value=test (op=(':=' | '=') assigned=test | rest=sliceRest | tail+=closedTail+)?
    | rest=sliceRest
    ;
sliceRest : ':' stop_=test? (second=':' step=test?)? ;

enclosure
    : open='(' (yielding='yield' yielded=yieldRest | items+=starItem (loops+=comprehensionFor+ | (',' items+=starItem)* trailing=','?))? ')'
    | open='[' (items+=starItem (loops+=comprehensionFor+ | (',' items+=starItem)* trailing=','?))? ']'
    | open='{' (entries+=entry (loops+=comprehensionFor+ | (',' entries+=entry)* trailing=','?))? '}'
    | open='`' quoted=expressionList BackquoteEnd
    ;
entry
    : star=('*' | '**') starred=flat
    | key=test (op=(':' | ':=') value=test)?
    ;
comprehensionFor
    : async='async'? 'for' items+=starTarget
      ( (',' items+=starTarget)* trailing=','? 'in' source=flat
      | 'from' from=bits rels+=relation middle=name rels+=relation to=bits ('by' step=bits)?
      | rels+=relation middle=name rels+=relation to=bits ('by' step=bits)?
      )
      ('if' conditions+=flat)*
    ;

strings : parts+=stringPart+ ;
stringPart : plain=String | formatted=fstring ;
fstring : open=FStringStart parts+=fstringPart* close=FStringEnd ;
fstringPart : text=FStringMiddle | field=fstringField ;
fstringField
    : open=FieldOpen (yielding='yield' yielded=yieldRest | values=expressionList)?
      debug=FieldEqual? (bang=FieldBang conversion=name?)? (colon=FieldColon spec+=fstringPart*)? close=FieldClose
    ;

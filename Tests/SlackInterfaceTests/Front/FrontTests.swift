import Testing

/// What people do in the stand-in workspace around decisions, over HTTP. One story at a time: each has two servers.
@Suite(.serialized, .timeLimit(.minutes(5))) struct FrontTests {}

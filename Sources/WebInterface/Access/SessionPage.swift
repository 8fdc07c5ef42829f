import Domain

/// Who is signed in here, and the buttons that end it.
struct SessionPage {
    /// Nil where nobody is asked who they are, and for scripts that send the token.
    let person: String?

    var html: HTML {
        """
        <h1>Your session</h1>
        \(person.map(signedIn) ?? "<p>There is no session: you read with the token, or in the demo, which asks nobody.</p>")
        """
    }

    private func signedIn(_ person: String) -> HTML {
        """
        <p>You are signed in as <strong>\(person == WebAccess.tokenHolder ? "holder of the token" : person)</strong>. \
        A session ends by itself after \(Int(SignInSessions.lifetimeSeconds / 3600)) hours.</p>
        <form method="post" action="/logout"><p><button type="submit">Sign out</button></p></form>
        <h2>Lost a device?</h2>
        <p>This ends every session of yours, in all browsers, and makes private links useless that were not opened yet.</p>
        <form method="post" action="/logout/everywhere"><p><button type="submit">Sign out everywhere</button></p></form>
        """
    }
}

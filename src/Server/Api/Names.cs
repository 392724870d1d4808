namespace Server.Api;

/// <summary>What ids, tags and URLs may look like, and how they are named in an error.</summary>
internal static class Names
{
    // A person reads it: that there are more is enough.
    private const int MostListed = 5;

    /// <summary>'A', 'B' and 3 more.</summary>
    public static string Listed(IReadOnlyCollection<string> ids) =>
        string.Join(", ", ids.Take(MostListed).Select(id => $"'{id}'"))
        + (ids.Count > MostListed ? $" and {ids.Count - MostListed} more" : "");

    /// <summary>What is wrong with an id of a charger, vehicle or location; null when it is well-formed.</summary>
    public static string? IdProblem(string id) =>
        id.Length is 0 or > 48 ? $"must have 1 to 48 characters, not {id.Length}"
        : id.Any(c => c is < ' ' or > '~') ? "must be printable ASCII"
        : id.AsSpan().IndexOfAny("/\\:%") >= 0 ? "must not contain / \\ : or %"
        : id[0] == ' ' || id[^1] == ' ' ? "must not begin or end with a space"
        : id is "." or ".." ? "must not be . or .."
        : null;

    /// <summary>What is wrong with an idTag; null when it is well-formed.</summary>
    public static string? TagProblem(string idTag) =>
        idTag.Length is 0 or > 20 ? $"must have 1 to 20 characters, not {idTag.Length}"
        : idTag.Any(c => c is < ' ' or > '~') ? "must be printable ASCII"
        : null;

    /// <summary>What is wrong with the URL of a CSMS; null when it is well-formed.</summary>
    public static string? CsmsUrlProblem(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("ws" or "wss")
            ? "must be a URL that begins with ws:// or wss://"
        : uri.Host.Length == 0 ? "must name a host"
        : uri.Fragment.Length > 0 ? "must not have a fragment (#)"
        : null;
}

namespace Server.Locations;

/// <summary>Ids made from names: "Main Street 1" becomes main-street-1.</summary>
internal static class LocationIds
{
    // Leaves room for a number behind it.
    private const int MostCharacters = 40;

    /// <summary>The id of that name, with a number behind it when it is taken: two names may come to the same.</summary>
    public static string Free(string name, Func<string, bool> taken)
    {
        var words = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries
        );
        var plain = string.Join('-', words);
        plain = plain.Length == 0 ? "location" : plain[..Math.Min(plain.Length, MostCharacters)].TrimEnd('-');
        var id = plain;
        for (var number = 2; taken(id); number++)
        {
            id = $"{plain}-{number}";
        }

        return id;
    }
}

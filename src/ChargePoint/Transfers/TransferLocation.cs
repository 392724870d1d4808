namespace ChargePoints;

/// <summary>The URLs of transfers: what may be used of them, and how they are shown.</summary>
public static class TransferLocation
{
    private const string Hidden = "***";

    /// <summary>The URL without name and password, for logs and the API; a text that is no URL is shown in no part.</summary>
    public static string WithoutSecrets(string location)
    {
        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? url))
        {
            return "(no URL)";
        }
        return url.UserInfo.Length == 0
            ? url.AbsoluteUri
            : new UriBuilder(url) { UserName = Hidden, Password = "" }
                .Uri
                .AbsoluteUri;
    }

    /// <summary>Why nothing can be fetched from there or sent there; null when it can be tried.</summary>
    /// <param name="location">The text of the URL.</param>
    /// <param name="supported">SupportedFileTransferProtocols.</param>
    internal static string? WhyNot(string location, string supported)
    {
        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? url) || url.Host.Length == 0)
        {
            return "the location is no absolute URL with a host";
        }
        string scheme = url.Scheme.ToUpperInvariant();
        return supported.Split(',', StringSplitOptions.TrimEntries).Contains(scheme)
            ? null
            : $"{scheme} is not among SupportedFileTransferProtocols ({supported})";
    }

    /// <summary>The last part of the path, unescaped; empty when there is none.</summary>
    internal static string FileName(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out Uri? url)
            ? Uri.UnescapeDataString(url.AbsolutePath[(url.AbsolutePath.LastIndexOf('/') + 1)..])
            : "";
}

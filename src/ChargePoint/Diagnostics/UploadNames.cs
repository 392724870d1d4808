using System.Globalization;
using Ocpp;

namespace ChargePoints;

/// <summary>What uploads are called, and whether there is anything to upload.</summary>
internal static class UploadNames
{
    /// <summary>The name of a file made now: letters, digits, dots, dashes and underscores, at most 255.</summary>
    public static string Of(ChargePoint cp, string content)
    {
        string id = string.Concat(
            cp.Settings.Id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')
        );
        return string.Create(CultureInfo.InvariantCulture, $"{id}-{content}-{cp.Clock:yyyyMMdd'T'HHmmss'Z'}.txt");
    }

    /// <summary>The request for an upload; null when nothing can be in that time.</summary>
    public static Upload? Request(
        ChargePoint cp,
        string location,
        UploadContent content,
        DateTimeOffset? from,
        DateTimeOffset? to
    )
    {
        bool nothing = from > cp.Clock || from > to || (content == UploadContent.Diagnostics && to < cp.MadeAt);
        return nothing
            ? null
            : new(
                location,
                Of(cp, content == UploadContent.Diagnostics ? "diagnostics" : "security-log"),
                content,
                from is { } first ? cp.InstantAt(first) : (Instant?)null,
                to is { } last ? cp.InstantAt(last) : (Instant?)null
            );
    }
}

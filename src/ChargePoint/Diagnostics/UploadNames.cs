using System.Globalization;
using Ocpp;

namespace ChargePoints;

/// <summary>What uploads are called, and whether there is anything to upload.</summary>
internal static class UploadNames
{
    /// <summary>
    /// The name of a file made now: letters, digits, dots, dashes and underscores, at most 255. It begins with neither dot nor dash, as
    /// servers take such a name for a hidden file or an option.
    /// </summary>
    public static string Of(ChargePoint cp, string content)
    {
        string id = string.Concat(
            cp.Settings.Id.Select((c, i) => char.IsAsciiLetterOrDigit(c) || (c == '-' && i > 0) ? c : '_')
        );
        return string.Create(CultureInfo.InvariantCulture, $"{id}-{content}-{cp.Clock:yyyyMMdd'T'HHmmss'Z'}.txt");
    }

    /// <summary>Why there is no request for an upload.</summary>
    public const string WhyNothing = "nothing can be in that time";

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

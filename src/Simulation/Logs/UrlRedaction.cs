using System.Buffers;

namespace Simulation.Logs;

/// <summary>Replaces name and password of each URL in a text (<c>ftp://name:password@host</c>).</summary>
internal static class UrlRedaction
{
    // The slashes also as JSON may escape them.
    private static readonly byte[][] Starts =
    [
        [.. "://"u8],
        [.. @":\/\/"u8],
    ];

    private static readonly SearchValues<byte> AuthorityEnds = SearchValues.Create("/?#\"\\ "u8);

    /// <summary>The text, or a copy without the secrets.</summary>
    public static ReadOnlySpan<byte> Apply(ReadOnlySpan<byte> utf8)
    {
        foreach (var start in Starts)
        {
            for (var at = 0; utf8[at..].IndexOf(start) is var found && found >= 0; )
            {
                at += found + start.Length;
                var end = UserInfoEnd(utf8[at..]);
                if (end > 0)
                {
                    utf8 = (byte[])[.. utf8[..at], .. "***"u8, .. utf8[(at + end)..]];
                }
            }
        }
        return utf8;
    }

    // The last @ before path, query, fragment or the end of the string: a password may have an @ in it. An @ that JSON escapes would be
    // overlooked, so with any other escape than that of a slash the rest of the string goes.
    private static int UserInfoEnd(ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAny(AuthorityEnds);
        var authority = length < 0 ? rest : rest[..length];
        var escape = length >= 0 && rest[length..].StartsWith("\\"u8) && !rest[length..].StartsWith("\\/"u8);
        return escape ? Math.Max(rest.IndexOf((byte)'"'), length) : authority.LastIndexOf((byte)'@');
    }
}

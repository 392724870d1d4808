using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace ChargePoints;

/// <summary>
/// Which version a firmware file brings. A file for a simulator holds no program, so it says so itself in its first line
/// (<c>firmwareVersion: 1.4.2</c>), or its name does (<c>model-1.4.2.bin</c>); else the last number of the old version goes up by one.
/// </summary>
internal static class FirmwareVersions
{
    // BootNotification.firmwareVersion is a CiString50.
    private const int MaxLength = 50;
    private const string Key = "firmwareVersion:";
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly Regex Extension = new(@"(\.[A-Za-z][A-Za-z0-9]*)+$", Linear);
    private static readonly Regex Numbers = new(@"[0-9]+(\.[0-9]+)+(-[0-9A-Za-z.]+)?", Linear);

    /// <summary>The version of a file.</summary>
    /// <param name="location">Its URL.</param>
    /// <param name="firstBytes">How it begins.</param>
    /// <param name="old">The version that runs; null when there is none.</param>
    public static string Of(string location, ReadOnlySpan<byte> firstBytes, string? old) =>
        FromText(firstBytes) ?? FromName(TransferLocation.FileName(location)) ?? Next(old);

    private static string? FromText(ReadOnlySpan<byte> firstBytes)
    {
        int end = firstBytes.IndexOfAny((byte)'\n', (byte)'\r');
        string line = Encoding.Latin1.GetString(end < 0 ? firstBytes : firstBytes[..end]);
        if (!line.StartsWith(Key, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        string version = line[Key.Length..].Trim();
        return version.Length is > 0 and <= MaxLength && version.All(c => c is >= ' ' and <= '~') ? version : null;
    }

    private static string? FromName(string fileName)
    {
        string name = Extension.Replace(fileName, "");
        string? version = Numbers.Matches(name).LastOrDefault()?.Value;
        return version?.Length <= MaxLength ? version : null;
    }

    private static string Next(string? old)
    {
        if (string.IsNullOrEmpty(old))
        {
            return "1";
        }
        int end = old.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        int start = old.AsSpan(0, end).LastIndexOfAnyExceptInRange('0', '9') + 1;
        string version =
            end == 0 ? $"{old}.1" : $"{old[..start]}{BigInteger.Parse(old.AsSpan(start, end - start)) + 1}{old[end..]}";
        return version.Length <= MaxLength ? version : old;
    }
}

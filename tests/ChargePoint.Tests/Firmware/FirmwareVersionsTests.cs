using System.Text;

namespace ChargePoints.Tests.Firmware;

/// <summary>Which version a firmware file brings.</summary>
public sealed class FirmwareVersionsTests
{
    [Theory]
    [InlineData("http://h/model-1.4.2.bin", "", "1.0", "1.4.2")]
    [InlineData("http://h/a/fw_v2.0.1-rc1.tar.gz?x=1", "", "1.0", "2.0.1-rc1")]
    [InlineData("ftp://u:p@h/AC22%20v10.2.zip", "", null, "10.2")]
    [InlineData("http://h/model-1.4.2.bin", "firmwareVersion: 3.0 beta\r\nrest", "1.0", "3.0 beta")]
    [InlineData("http://h/model-1.4.2.bin", "FIRMWAREVERSION:7", "1.0", "7")]
    [InlineData("http://h/firmware.bin", "firmwareVersion:\nrest", "1.0.9", "1.0.10")]
    [InlineData("http://127.0.0.1:8080/", "", "1.0", "1.1")]
    [InlineData("http://h/", "", "R5b", "R6b")]
    [InlineData("http://h/", "", "alpha", "alpha.1")]
    [InlineData("http://h/", "", null, "1")]
    [InlineData(
        "http://h/",
        "",
        "99999999999999999999999999999999999999999999999999",
        "99999999999999999999999999999999999999999999999999"
    )]
    public void The_first_line_says_it_or_the_name_or_the_old_one_is_counted_up(
        string location,
        string begin,
        string? old,
        string version
    ) => FirmwareVersions.Of(location, Encoding.UTF8.GetBytes(begin), old).ShouldBe(version);
}

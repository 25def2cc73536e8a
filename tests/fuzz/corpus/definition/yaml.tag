schema: 1
city: !!str 旭野市
# 2:7 yaml.tag
